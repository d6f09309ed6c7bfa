//! Answers about plans and files.

use domain::response::Situation::{Always, Before, During, Paused, RolledBack};

use super::Stands::{Active, Draft, InReview};
use super::{Answer, PLAIN};

pub(super) const ANSWERS: [Answer; 4] = [
    Answer {
        topic: "Plans",
        title: "A plan cannot be uploaded",
        code: "upload",
        questions: "My plan does not upload\n\
            The upload stops at 90 percent\n\
            The portal says that my file is wrong\n\
            It hangs when I add the PDF",
        note: "Ask for the size and the kind of the file. Scans of 600 dpi are nearly always too large.\n\n\
            If three people report it within an hour, call Tomás Rivera.",
        avoid: "If the plan is there but looks wrong, ask for a new scan instead.",
        material: Some(0),
        says: &[
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 a plan may have up to 50 MB, as PDF, PNG or JPEG. These three things help most:\n\n\
                 - save each sheet as a file of its own\n\
                 - scan at 300 dpi, which is enough to measure in it\n\
                 - try it once more with another browser\n\n\
                 If it still stops, reply with the name and the size of the file: {{file name | the name}}. The \
                 counter can also add it for you.\n\n\
                 {{> closing}}",
            ),
            (
                During,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 cada plano puede tener hasta 50 MB, en PDF, PNG o JPEG. Guarde cada hoja en un archivo propio \
                 y escanee a 300 ppp. Si aun así se detiene, díganos el nombre y el tamaño del archivo.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
            (
                Paused,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 plans cannot be added for the moment: we have paused the portal in {{cohort | your district}}. \
                 It is not your file. What you have added already is kept.\n\n\
                 If a deadline ends today, bring the plans to the counter, and the day counts.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (31, 19, 8),
        ..PLAIN
    },
    Answer {
        topic: "Plans",
        title: "Which plans are needed",
        code: "which-plans",
        questions: "Which plans do I have to send?\nDo I need a plan of the cellar?\nWhich scale?",
        note: "The list in the portal follows from what they build. Do not repeat it from memory.",
        avoid: "For a listed building there is a list of its own at the head of the office.",
        of_product: true,
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 for most buildings it is three: the site with its borders, every floor that changes, and one \
                 view from each side. The scale is 1:100, and for the site 1:500.\n\n\
                 The portal shows the list for what you build before you add the first file.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                InReview,
                "Hola {{first name | buenos días}}:\n\n\
                 casi siempre son tres: el terreno con sus límites, cada planta que cambia y una vista de cada \
                 lado. La escala es 1:100, y 1:500 para el terreno.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (11, 9, 0),
        ..PLAIN
    },
    Answer {
        topic: "Plans",
        title: "Who sees my plans",
        code: "who-sees",
        questions: "Can my neighbour see my plans?\nWho can open my files?\nAre my plans public?",
        note: "Neighbours have a right to look at the site plan while the notice hangs out. They do it at the \
            counter.",
        avoid: "If somebody reports that they saw the plans of others, call Ingrid Solberg. Send nothing before \
            that.",
        of_product: true,
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 you, the people whom you have added, and the case workers who decide. Nobody else can open \
                 your files in the portal, and every time that one is opened is written down.\n\n\
                 Neighbours may look at the plan of the site at the counter, for the 20 days of the notice. \
                 They do not see your rooms.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                Draft,
                "Hola {{first name | buenos días}}:\n\n\
                 usted, las personas que ha añadido y quienes deciden. Nadie más puede abrir sus archivos.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (6, 6, 0),
        ..PLAIN
    },
    Answer {
        topic: "Plans",
        title: "Plans of an older permit",
        code: "old-plans",
        questions: "Where are the plans of my last permit?\n\
            I need the plans from 2009\n\
            Can I use my old plans again?",
        note: "Permits since 2004 were moved. What is older is in the archive, on paper.",
        avoid: "If they have only a number and it is not found, use **An old number is not found**.",
        says: &[
            (
                Before,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 for now you find them in the old portal. When your district moves, everything since 2004 moves \
                 with it, and nothing is deleted.\n\n\
                 {{> closing}}",
            ),
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 plans of permits since 2004 are in the portal: sign in, choose **My permits** and then \
                 **Plans**. You can use them for a new application without downloading them.\n\n\
                 What is older lies in the archive on paper. We order it for you; tell us the address and the \
                 year: {{address and year | where and when it was built}}.\n\n\
                 {{> closing}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 your plans are in the old portal, as before. What you had added in the new one is kept and \
                 comes back when your district begins again.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (7, 4, 1),
        ..PLAIN
    },
];
