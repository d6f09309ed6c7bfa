use leptos::prelude::*;
use service::desk::{Asked, Chosen, Part};

use super::state::state;
use crate::form::Form;
use crate::kit::Field;

/// After copying: the text to mark by hand where no script could copy it, and whether it helped.
pub(super) fn copied(part: &Part, asked: &Asked, (chosen, form): (&Chosen, &Form)) -> AnyView {
    let Some(id) = asked.copied else {
        return view! { <div id="copied"></div> }.into_any();
    };
    let text = chosen.filled.as_ref().ok().filter(|_| asked.by_hand);
    let by_hand = text.map(|filled| {
        let text = format!("\n{}", filled.plain);
        view! {
            <label for="by-hand">"Mark this text and copy it"</label>
            <textarea class="input wide" id="by-hand" rows="8" readonly=true>
                {text}
            </textarea>
        }
    });
    let said = |helped: &'static str, rest: AnyView| {
        view! {
            <form class="pick" method="post" action="/desk/helped" data-said="">
                {state(part, asked)}
                <input r#type="hidden" name="answer" value=chosen.listed.response.to_string() />
                <input r#type="hidden" name="use" value=id.to_string() />
                <input r#type="hidden" name="helped" value=helped />
                {rest}
            </form>
        }
    };
    let yes = view! { <button>"It helped"</button> }.into_any();
    // Return in the field says that it did not help, as the words in it do.
    let no = view! {
        {Field::new(form, "why", "What was missing (optional)").line()}
        <button>"It did not help"</button>
    }
    .into_any();
    view! {
        <div id="copied" class="stack" data-use=id.to_string()>
            {by_hand}
            <p class="small">"Did it help?"</p>
            {said("yes", yes)}
            {said("no", no)}
        </div>
    }
    .into_any()
}
