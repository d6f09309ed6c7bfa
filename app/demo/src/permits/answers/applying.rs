//! Answers about applying for a permit.

use domain::response::Channel;
use domain::response::Situation::{After, Always, Before, During, Paused, RolledBack};

use super::Stands::Active;
use super::{Answer, PLAIN};

pub(super) const ANSWERS: [Answer; 4] = [
    Answer {
        topic: "Applying",
        title: "How to apply now",
        code: "apply",
        questions: "How do I apply for a building permit?\n\
            Where is the form?\n\
            Can I apply online?\n\
            From when on can I use the new portal?",
        note: "Ask for the district first: the day on which the portal opens depends on where they build, and \
            not on where they live.",
        avoid: "If they have a paper form in their hand, use **Bringing a paper form**.",
        material: Some(0),
        says: &[
            (
                Before,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 in {{cohort | your district}} you still apply on paper. The portal opens for you on {{phase \
                 start | a day that we announce}} if everything is ready by then; we write to you as soon as it \
                 is certain.\n\n\
                 If your building can wait, you save a visit. If it cannot, apply on paper now: it is decided \
                 just as fast.\n\n\
                 {{> counter hours}}\n\n\
                 {{> closing}}",
            ),
            (
                Before,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 en {{cohort | su distrito}} la solicitud se presenta todavía en papel. El portal se abre para \
                 usted el {{phase start | día que anunciaremos}} si todo está listo. Si su obra no puede \
                 esperar, presente la solicitud en papel: se decide con la misma rapidez.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 in {{cohort | your district}} you apply online since {{phase start | this week}}:\n\n\
                 1. Sign in to the portal and choose **New application**.\n\
                 2. Say where and what you build, and add your plans.\n\
                 3. Check the summary, pay the fee and send it.\n\n\
                 It takes about 20 minutes. What you have typed is kept, so you can stop at any time. If you \
                 would rather not do it alone, the counter helps: {{cohort contact | call extension 4400}}.\n\n\
                 {{> closing}}",
            ),
            (
                During,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 en {{cohort | su distrito}} la solicitud se hace ahora en línea:\n\n\
                 1. Entre en el portal y elija **Nueva solicitud**.\n\
                 2. Diga dónde y qué construye, y añada sus planos.\n\
                 3. Revise el resumen, pague la tasa y envíe todo.\n\n\
                 Tarda unos 20 minutos y puede interrumpirla cuando quiera. Si necesita ayuda: {{cohort contact \
                 | extensión 4400}}.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
            (
                After,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 all applications are made in the portal now: sign in and choose **New application**. It takes \
                 about 20 minutes. The counter helps if you would rather not do it alone.\n\n\
                 {{> closing}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 in {{cohort | your district}} we take applications on paper again for now. The form is at the \
                 counter. The day on which you hand it in counts as the day of your application.\n\n\
                 If you had begun online, nothing is lost: your draft is kept until the portal is open again.\n\n\
                 {{> counter hours}}\n\n\
                 {{> closing}}",
            ),
        ],
        used: (41, 33, 3),
        ..PLAIN
    },
    Answer {
        topic: "Applying",
        title: "Applying for somebody else",
        code: "for-others",
        questions: "I am an architect, can I apply for my client?\n\
            Can my daughter do this for me?\n\
            How do I give somebody access?",
        note: "An office needs an account for each of its people. Shared accounts are closed.",
        avoid: "Not for a sale: when the house has a new owner, the head of the office has to know.",
        material: Some(5),
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 yes. Whoever builds opens the application and adds you under **People**. You then write it \
                 together, each with your own account. Only the owner of the building can send it.\n\n\
                 They can take your access back on the same page at any time.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 sí. Quien construye abre la solicitud y le añade en **Personas**. Cada uno escribe con su \
                 propia cuenta, y solo la persona propietaria puede enviarla.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (9, 8, 0),
        ..PLAIN
    },
    Answer {
        topic: "Applying",
        title: "A draft is gone",
        code: "draft",
        questions: "My draft is gone\n\
            I closed the browser and everything is lost\n\
            Where do I find what I began?",
        note: "Look under **Applications, Drafts** with their address. If it is older than 30 days, it is \
            really gone.",
        avoid: "If the application was sent already, use **Where an application is**.",
        cohorts: &[0],
        material: Some(0),
        says: &[
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 what you have typed is kept for 30 days. Sign in with the same email address and choose **My \
                 applications**: drafts are at the top.\n\n\
                 If there is none, you may have used another address the first time. Tell us which, and we look \
                 for it together.\n\n\
                 {{> closing}}",
            ),
            (
                Paused,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 your draft is safe. We have paused the portal in {{cohort | your district}} for a moment, and \
                 drafts are shown again as soon as it goes on. The 30 days do not count while it is paused.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (12, 7, 2),
        ..PLAIN
    },
    Answer {
        topic: "Applying",
        title: "What to build without a permit",
        code: "no-permit",
        questions: "Do I need a permit for a shed?\nDo I need a permit for solar panels?\nIs a fence free?",
        note: "Say only what the list says. Whether a particular building needs a permit is decided by a case \
            worker.",
        avoid: "Never for a listed building or inside the old walls: everything needs a permit there.",
        channel: Channel::Phone,
        of_product: true,
        says: &[(
            Always,
            "en",
            Active,
            "Many small things are free: a shed up to 10 square metres, a fence up to 1.50 metres, solar panels \
             flat on the roof. The whole list is on the first page of the portal, under **Do I need a \
             permit?**\n\n\
             If {{what they want to build | your building}} is not in the list, ask before you begin. The \
             answer costs nothing and takes five working days.",
        )],
        used: (18, 15, 1),
        ..PLAIN
    },
];
