use leptos::prelude::*;

/// Lets an owner drag the bars of the timeline. A drag saves nothing: it opens the same dialog that
/// the link “Move” opens, with the days filled in.
#[island]
pub fn DragPhases(
    /// How wide a day is in the picture.
    per_day: f64,
) -> impl IntoView {
    let words = RwSignal::new("Drag a bar to move a phase that has not begun.".to_owned());
    #[cfg(feature = "islands")]
    listen::drags(per_day, words);
    #[cfg(not(feature = "islands"))]
    let _ = per_day;
    view! {
        <p class="small drag" role="status">
            {move || words.get()}
        </p>
    }
}

#[cfg(feature = "islands")]
mod listen {
    use leptos::ev::{pointerdown, pointermove, pointerup};
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, PointerEvent};

    /// A bar that is held, and where the pointer took it.
    struct Held {
        bar: Element,
        phase: String,
        from: f64,
    }

    pub(super) fn drags(per_day: f64, words: RwSignal<String>) {
        let held: StoredValue<Option<Held>, LocalStorage> = StoredValue::new_local(None);
        let down = window_event_listener(pointerdown, move |event| {
            if let Some(taken) = take(&event) {
                event.prevent_default();
                held.set_value(Some(taken));
            }
        });
        let moved = window_event_listener(pointermove, move |event| {
            held.with_value(|held| {
                let Some(held) = held else { return };
                let days = days(held, &event, per_day);
                // Whole units: what writes fractions down is seventeen thousand bytes that nothing else needs.
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a screen is some thousand units wide"
                )]
                let by = (f64::from(days) * per_day).round() as i32;
                let _ = held.bar.set_attribute("transform", &format!("translate({by} 0)"));
                words.set(said(days));
            });
        });
        let up = window_event_listener(pointerup, move |event| {
            let Some(held) = held.try_update_value(Option::take).flatten() else { return };
            match days(&held, &event, per_day) {
                0 => {
                    let _ = held.bar.remove_attribute("transform");
                }
                days => {
                    let to = format!("/phases/{}/move?days={days}", held.phase);
                    let _ = window().location().assign(&to);
                }
            }
        });
        on_cleanup(move || {
            down.remove();
            moved.remove();
            up.remove();
        });
    }

    fn take(event: &PointerEvent) -> Option<Held> {
        let bar: Element = event.target()?.dyn_into().ok()?;
        if bar.get_attribute("data-ahead").as_deref() != Some("true") {
            return None;
        }
        let phase = bar.get_attribute("data-phase")?;
        Some(Held { bar, phase, from: f64::from(event.client_x()) })
    }

    #[expect(clippy::cast_possible_truncation, reason = "a screen is some hundred days wide")]
    fn days(held: &Held, event: &PointerEvent, per_day: f64) -> i32 {
        ((f64::from(event.client_x()) - held.from) / per_day).round() as i32
    }

    fn said(days: i32) -> String {
        match days {
            0 => "The dates it has.".to_owned(),
            1 => "One day later.".to_owned(),
            -1 => "One day earlier.".to_owned(),
            days if days > 0 => format!("{days} days later."),
            days => format!("{} days earlier.", -days),
        }
    }
}
