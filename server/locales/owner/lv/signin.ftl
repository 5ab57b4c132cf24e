signin-title = Pierakstīties
signin-email = E-pasts
signin-password = Parole
signin-forgot = Aizmirsāt paroli? Jaunu var iestatīt tas, kurš uztur šo serveri: <command>afterword user password { $address }</command>

## What went wrong

signin-wrong-password = E-pasta adrese un parole nesakrīt. Parolē lielie un mazie burti atšķiras.
signin-too-many =
    { $minutes ->
        [zero] Šai adresei pārāk daudz reižu ievadīta nepareiza parole. Mēģiniet vēlreiz pēc { $minutes } minūtēm.
        [one] Šai adresei pārāk daudz reižu ievadīta nepareiza parole. Mēģiniet vēlreiz pēc { $minutes } minūtes.
       *[other] Šai adresei pārāk daudz reižu ievadīta nepareiza parole. Mēģiniet vēlreiz pēc { $minutes } minūtēm.
    }
signin-too-many-everywhere = Pašlaik ir pārāk daudz neveiksmīgu pierakstīšanās mēģinājumu. Mēģiniet vēlreiz pēc dažām minūtēm.

## A one-time link that was used

signin-link-used = Šī saite jau ir izmantota
signin-link-used-note = Pierakstīšanās saite darbojas vienu reizi. Pierakstieties ar paroli vai palaidiet serveri no jauna, lai saņemtu jaunu saiti.
