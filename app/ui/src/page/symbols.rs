use leptos::prelude::*;

/// What every page draws by its name.
pub(super) fn symbols() -> impl IntoView {
    view! {
        <svg class="symbols" width="0" height="0" aria-hidden="true">
            <defs>
                <symbol id="s-brand" viewBox="0 0 22 22">
                    <circle
                        cx="11"
                        cy="11"
                        r="9"
                        fill="none"
                        stroke="var(--accent)"
                        stroke-width="2.6"
                        stroke-dasharray="42 15"
                        stroke-dashoffset="-4"
                    />
                    <path
                        d="M8.4 7v8M13.6 7v8"
                        stroke="var(--ink)"
                        stroke-width="2.6"
                        stroke-linecap="round"
                    />
                </symbol>
                <symbol id="s-pass" viewBox="0 0 16 16">
                    <circle cx="8" cy="8" r="7" fill="currentColor" />
                    <path
                        d="M4.6 8.3l2.3 2.3 4.6-5"
                        fill="none"
                        stroke="var(--sheet)"
                        stroke-width="1.8"
                        stroke-linecap="round"
                        stroke-linejoin="round"
                    />
                </symbol>
                <symbol id="s-fail" viewBox="0 0 16 16">
                    <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
                    <path
                        d="M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8"
                        stroke="var(--sheet)"
                        stroke-width="1.8"
                        stroke-linecap="round"
                    />
                </symbol>
                <symbol id="s-stale" viewBox="0 0 16 16">
                    <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.7" />
                    <path
                        d="M8 4.6V8l2.4 1.6"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.7"
                        stroke-linecap="round"
                    />
                </symbol>
                <symbol id="s-unknown" viewBox="0 0 16 16">
                    <circle
                        cx="8"
                        cy="8"
                        r="6.2"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.7"
                        stroke-dasharray="2.6 2.3"
                    />
                    <path
                        d="M6.4 6.3c.2-1.9 3.3-1.8 3.2 0 0 1.2-1.6 1.2-1.6 2.4M8 11v.1"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.5"
                        stroke-linecap="round"
                    />
                </symbol>
                <symbol id="s-live" viewBox="0 0 16 16">
                    <circle cx="8" cy="8" r="3.4" fill="currentColor" />
                    <circle
                        cx="8"
                        cy="8"
                        r="6.4"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.3"
                        opacity=".5"
                    />
                </symbol>
                <symbol id="s-waived" viewBox="0 0 16 16">
                    <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.7" />
                    <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
                </symbol>
                <symbol id="s-na" viewBox="0 0 16 16">
                    <path d="M3.5 8h9" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
                </symbol>
                <symbol id="s-open" viewBox="0 0 16 16">
                    <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5" />
                </symbol>
            </defs>
        </svg>
    }
}
