//! The number of a page in each of its forms.
//!
//! Whoever presses twice, reloads what they sent, or goes back and sends it again, sends the same words from the same
//! page. By the number this is known, and what was saved is not saved twice. It is written here and not where forms are
//! drawn, so that no form can be without it.

use domain::ids::RequestId;

use crate::kit::SENT_FROM;

const BEGINS: &str = "<form";
const ENDS: &str = "</form>";

/// Writes the number at the end of each form that is sent, where an island does not look for its own. Text of people
/// cannot look like a form: it is escaped.
pub(super) fn number_forms(html: String, number: RequestId) -> String {
    if !html.contains(BEGINS) {
        return html;
    }
    let field = format!("<input type=\"hidden\" name=\"{SENT_FROM}\" value=\"{number}\">");
    let mut numbered = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html.as_str();
    while let Some((before, form)) = rest.split_once(BEGINS) {
        let Some((inside, behind)) = form.split_once(ENDS) else { break };
        numbered.push_str(before);
        numbered.push_str(BEGINS);
        numbered.push_str(inside);
        if is_sent(inside) {
            numbered.push_str(&field);
        }
        numbered.push_str(ENDS);
        rest = behind;
    }
    numbered.push_str(rest);
    numbered
}

/// Whether it is sent, and as fields: what has a file is not kept to be compared. What shows something only once, such
/// as a link, shows another one to whoever presses again: the page of the first press may never have arrived.
fn is_sent(form: &str) -> bool {
    let tag = form.split_once('>').map_or(form, |(tag, _)| tag);
    let makes_another = form.contains("data-anew=\"\"");
    tag.contains("method=\"post\"") && !tag.contains("multipart/") && !makes_another
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "01a2228c-339f-70f4-980c-8c13352d87ab";

    /// With `#` where the number was written.
    fn numbered(html: &str) -> String {
        let field = format!("<input type=\"hidden\" name=\"sent_from\" value=\"{NUMBER}\">");
        number_forms(html.to_owned(), NUMBER.parse().unwrap()).replace(&field, "#")
    }

    #[test]
    fn forms_that_are_sent_have_the_number_and_others_do_not() {
        let page = "<p>a</p><form action=\"/b\" method=\"post\"><button>c</button></form><form><input></form>d";
        assert_eq!(numbered(page), page.replacen("</form>", "#</form>", 1));
        let upload = "<form method=\"post\" enctype=\"multipart/form-data\"></form>";
        assert_eq!(numbered(upload), upload);
        let link = "<form method=\"post\" data-anew=\"\"><button>Make a link</button></form>";
        assert_eq!(numbered(link), link);
        let search = "<form method=\"get\"></form><form method=\"post\"></form>";
        assert_eq!(numbered(search), "<form method=\"get\"></form><form method=\"post\">#</form>");
    }

    #[test]
    fn what_is_no_whole_form_stays_as_it_is() {
        for page in
            ["", "<p>", "<form method=\"post\">", "</form>", "&lt;form method=&quot;post&quot;&gt;"]
        {
            assert_eq!(numbered(page), page);
        }
    }
}
