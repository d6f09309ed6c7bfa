use domain::limits;
use leptos::prelude::*;

/// The field in the bar of every page; where there is no room for it, a link. With scripts the link opens the palette.
pub(crate) fn field() -> impl IntoView {
    view! {
        <form class="find" role="search" aria-label="Everything" action="/search">
            <label class="hidden-label" r#for="search-field">
                "Find anything"
            </label>
            <input
                class="input"
                id="search-field"
                name="q"
                r#type="search"
                maxlength=limits::SEARCH
                autocomplete="off"
            />
            <button>"Search"</button>
        </form>
        <button class="find-more" r#type="button" data-palette="" aria-label="Find or do anything, Ctrl K" hidden>
            <kbd>"Ctrl K"</kbd>
        </button>
        <a class="find-link" href="/search" data-palette="">
            "Search"
        </a>
    }
}

/// What Ctrl K opens. The script asks for what it offers; Enter without a choice goes to the page of results.
pub(crate) fn palette() -> impl IntoView {
    view! {
        <dialog id="palette" aria-label="Find or do anything">
            <form role="search" aria-label="Palette" action="/search">
                <label class="hidden-label" r#for="palette-field">
                    "Find or do anything"
                </label>
                <input
                    class="input wide"
                    id="palette-field"
                    name="q"
                    r#type="search"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-controls="palette-list"
                    aria-expanded="false"
                    maxlength=limits::SEARCH
                    autocomplete="off"
                />
            </form>
            <div id="palette-list" role="listbox" aria-label="Offers" hidden></div>
            <p class="small" role="status"></p>
        </dialog>
    }
}
