//! Answers about accounts.

use domain::response::Channel;
use domain::response::Situation::{Always, Before, During, RolledBack};

use super::Stands::{Active, InReview};
use super::{Answer, PLAIN};

pub(super) const ANSWERS: [Answer; 3] = [
    Answer {
        topic: "Accounts",
        title: "How to sign in",
        code: "sign-in",
        questions: "How do I sign in?\n\
            I cannot sign in\n\
            Where do I get a password?\n\
            The portal does not know my email address",
        note: "Ask which address the person typed. Three of four have a second mailbox.",
        avoid: "If the code does not arrive, use **The code does not arrive**.",
        material: Some(5),
        says: &[
            (
                Before,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 the new portal opens for your district on {{phase start | the day that we announce}}. You can \
                 make an account today, so that you are ready.\n\n\
                 Type your email address on the first page. We send you a code, and you type it in. There is no \
                 password.\n\n\
                 {{> closing}}",
            ),
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 you sign in with your email address and a code; there is no password any more.\n\n\
                 1. Type your email address and choose **Send code**.\n\
                 2. Look into that mailbox. The code is valid for ten minutes.\n\
                 3. Type the code into the same page.\n\n\
                 If you had an account in the old portal, use the same address: your applications are there.\n\n\
                 {{> closing}}",
            ),
            (
                During,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 para entrar necesita su dirección de correo y un código; ya no hay contraseña.\n\n\
                 1. Escriba su dirección y elija **Enviar código**.\n\
                 2. Abra ese correo. El código vale diez minutos.\n\
                 3. Escriba el código en la misma página.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 for now you cannot sign in to the new portal from your district. Your account stays as it is. \
                 Until then the counter takes your application on paper.\n\n\
                 {{> counter hours}}\n\n\
                 {{> closing}}",
            ),
        ],
        used: (23, 17, 2),
        ..PLAIN
    },
    Answer {
        topic: "Accounts",
        title: "The code does not arrive",
        code: "code",
        questions: "I don't get a code\n\
            The code never comes\n\
            The code is wrong\n\
            It says that the code has expired",
        note: "Under **Codes** you see whether it was sent. You never see the code, and you never ask for it.",
        avoid: "If a message asks for a code, it is not from us: use **Is this message from you?**",
        of_product: true,
        material: Some(5),
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 the code went to {{address of the mailbox | the address that you typed}}. Please look into the \
                 folder for unwanted mail as well.\n\n\
                 If you asked for several codes, only the newest is valid. Wait two minutes before you ask for \
                 another one.\n\n\
                 If nothing arrives, tell us when you tried, and we look where it is.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 hemos enviado el código a {{address of the mailbox | la dirección que escribió}}. Mire también \
                 en la carpeta de correo no deseado. Si pidió varios códigos, solo vale el último.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (14, 10, 1),
        ..PLAIN
    },
    Answer {
        topic: "Accounts",
        title: "Is this message from you?",
        code: "phishing",
        questions: "I got a message that asks for my card\n\
            Is this email real?\n\
            Somebody wants my code",
        note: "Tell Ingrid Solberg at once when it is the second report on one day.",
        avoid: "Not for our own reminder that a draft is deleted soon. That one is real.",
        channel: Channel::Email,
        of_product: true,
        material: Some(5),
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 thank you for asking first. We never ask for a code or for the number of a bank card. Please \
                 do not answer the message and do not open its links.\n\n\
                 Forward it to us, and delete it then. If you have typed a code or a number already, call us at \
                 extension 4400 today.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                InReview,
                "Hola {{first name | buenos días}}:\n\n\
                 gracias por preguntar. Nunca pedimos un código ni el número de una tarjeta. No responda al \
                 mensaje ni abra sus enlaces: reenvíelo y bórrelo después.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (3, 3, 0),
        ..PLAIN
    },
];
