//! What a column of a table can be, and what its header says it is.

use afterword_shared::{
    id::QuestionId,
    scale::Kind,
    survey::{Question, Survey},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// What the columns of a file that we wrote ourselves about its rows start with: no part of a row.
pub const OUR_MARK: &str = "afterword_";

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Left out.
    Nothing,
    /// What tells a row from every other one; several columns may do so together.
    Id,
    /// When it was answered.
    AnsweredAt,
    /// When it was asked.
    AskedAt,
    /// When it was complete.
    CompletedAt,
    /// Whether it is complete.
    State,
    /// The answer to a question.
    Answer(QuestionId),
    /// All answers as our export writes them.
    Answers,
    /// The order's number.
    OrderId,
    /// What was paid.
    Total,
    /// In which currency.
    Currency,
    /// When it was placed.
    PlacedAt,
    /// When it was delivered.
    DeliveredAt,
    /// When it was cancelled.
    CancelledAt,
    /// When it was refunded.
    RefundedAt,
    /// Whether it was cancelled or refunded.
    OrderStatus,
    /// Who bought.
    Customer,
    /// The customer's address.
    Email,
    /// The customer's first name.
    FirstName,
    /// What was bought, by the products' ids.
    Products,
    /// What was bought, as our export writes it.
    Items,
    /// How many orders the customer placed before.
    OrdersBefore,
    /// Whether the customer had bought before.
    Returning,
    /// The country.
    Country,
    /// The language.
    Language,
    /// The device.
    Device,
    /// By which way it was asked.
    Channel,
    /// The page.
    Page,
    /// A field of the owner's own.
    Own(String),
    /// Whether it stays out of every figure.
    Test,
    /// Only in our own exports: whether the order was signed.
    Verified,
    /// Only in our own exports: the version of the survey.
    Version,
    /// Only in our own exports: when the form was seen.
    SeenAt,
    /// Only in our own exports: when it was closed.
    DismissedAt,
    /// Only in our own exports: the site.
    Origin,
    /// Only in our own exports: of which categories.
    Categories,
    /// Only in our own exports: the owner's fields.
    Fields,
    /// Only in our own exports: how the order was heard of.
    Source,
    /// Only in our own exports: when the order was heard of.
    FirstSeenAt,
    /// Only in our own exports: when the shop's server first sent the order.
    PutAt,
    /// Only in our own exports: whether the customer may be written to.
    Consent,
    /// Only in our own exports: whether another response holds the order's place.
    Further,
}

/// Under which heading a list offers a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nothing at all.
    None,
    /// The answer.
    Answer,
    /// The order.
    Order,
    /// The customer.
    Customer,
    /// Where and how.
    Around,
    /// What only our own exports have.
    Own,
}

type Known = (Field, &'static str, Part, &'static [&'static str]);

/// Every column that is no answer and no field of the owner's own: its key, which is its name in
/// our exports, and what headers call it, letters and digits only.
const KNOWN: [Known; 41] = [
    (Field::Nothing, "nothing", Part::None, &[]),
    (
        Field::Id,
        "id",
        Part::Answer,
        &[
            "id",
            "responseid",
            "respondentid",
            "reviewid",
            "answerid",
            "surveyresponseid",
            "submissionid",
            "recordid",
            "antwortid",
            "réponseid",
            "idresposta",
            "idrespuesta",
            "uuid",
            "token",
            "responseuuid",
        ],
    ),
    (
        Field::AnsweredAt,
        "first_answered_at",
        Part::Answer,
        &[
            "answeredat",
            "respondedat",
            "responsedate",
            "responsetime",
            "submittedat",
            "submitdate",
            "submitdateutc",
            "submittime",
            "submissiondate",
            "datesubmitted",
            "datesubmittedutc",
            "recordeddate",
            "enddate",
            "enddateutc",
            "reviewdate",
            "reviewcreated",
            "reviewanswertimestamp",
            "answertimestamp",
            "surveycompletedat",
            "dateofresponse",
            "responsecreatedat",
            "beantwortetam",
            "abgegebenam",
            "eingegangenam",
            "dateréponse",
            "fecharespuesta",
            "datadaresposta",
            "datarisposta",
            "svarsdatum",
            "dataodpowiedzi",
            "atbildesdatums",
            "датаответа",
            "提交时间",
            "回答日時",
            "回答日",
        ],
    ),
    (
        Field::AskedAt,
        "asked_at",
        Part::Answer,
        &[
            "askedat",
            "sentat",
            "senton",
            "surveysentat",
            "datesent",
            "invitedat",
            "startdate",
            "startdateutc",
            "starttime",
            "startedat",
            "reviewcreationdate",
            "gesendetam",
            "envoyéle",
            "enviadoem",
        ],
    ),
    (
        Field::CompletedAt,
        "completed_at",
        Part::Answer,
        &["completedat", "completedon", "finishedat", "completiontime"],
    ),
    (
        Field::State,
        "state",
        Part::Answer,
        &[
            "finished",
            "completed",
            "iscomplete",
            "responsestatus",
            "completionstatus",
            "responsetype",
        ],
    ),
    (Field::Answers, "answers", Part::Own, &[]),
    (
        Field::OrderId,
        "order_id",
        Part::Order,
        &[
            "orderid",
            "order",
            "ordernumber",
            "orderno",
            "ordernr",
            "orderref",
            "orderreference",
            "transactionid",
            "purchaseid",
            "incrementid",
            "referencenumber",
            "ordername",
            "invoicenumber",
            "bestellnummer",
            "auftragsnummer",
            "bestellnr",
            "bestellid",
            "numérodecommande",
            "commande",
            "numcommande",
            "numerocommande",
            "pedido",
            "númerodepedido",
            "numeropedido",
            "idpedido",
            "numerodopedido",
            "númerodopedido",
            "ordine",
            "numeroordine",
            "bestelnummer",
            "ordernummer",
            "ordrenummer",
            "ordrenr",
            "tilausnumero",
            "zamówienie",
            "numerzamówienia",
            "nrzamówienia",
            "číslozásilky",
            "čísloobjednávky",
            "pasūtījums",
            "pasūtījumanumurs",
            "pasūtījumanr",
            "užsakymas",
            "užsakymonr",
            "užsakymonumeris",
            "tellimus",
            "tellimusenumber",
            "заказ",
            "номерзаказа",
            "номерапоръчка",
            "поръчка",
            "siparişno",
            "siparişnumarası",
            "订单号",
            "订单编号",
            "注文番号",
        ],
    ),
    (
        Field::Total,
        "order_total",
        Part::Order,
        &[
            "ordertotal",
            "total",
            "totalprice",
            "totalamount",
            "amount",
            "ordervalue",
            "ordersum",
            "grandtotal",
            "grandtotalpurchased",
            "revenue",
            "paymentvalue",
            "value",
            "totalpaid",
            "orderamount",
            "summe",
            "gesamtsumme",
            "gesamtbetrag",
            "bestellwert",
            "betrag",
            "umsatz",
            "montant",
            "totalttc",
            "montanttotal",
            "importe",
            "importetotal",
            "totalpedido",
            "valor",
            "valortotal",
            "importo",
            "totale",
            "totaleordine",
            "bedrag",
            "totaalbedrag",
            "totaal",
            "belopp",
            "summa",
            "ordersumma",
            "beløb",
            "beløp",
            "totalbeløb",
            "yhteensä",
            "kwota",
            "wartość",
            "suma",
            "cena",
            "celkem",
            "cenacelkem",
            "kopā",
            "kopsumma",
            "pasūtījumasumma",
            "viso",
            "kokku",
            "сумма",
            "суммазаказа",
            "итого",
            "обща сума",
            "сума",
            "toplam",
            "tutar",
            "金额",
            "订单金额",
            "合計",
            "金額",
        ],
    ),
    (
        Field::Currency,
        "currency",
        Part::Order,
        &[
            "currency",
            "currencycode",
            "ordercurrency",
            "währung",
            "devise",
            "monnaie",
            "moneda",
            "moeda",
            "valuta",
            "munt",
            "valuutta",
            "waluta",
            "měna",
            "valūta",
            "valiuta",
            "valuuta",
            "валюта",
            "parabirimi",
            "货币",
            "通貨",
        ],
    ),
    (
        Field::PlacedAt,
        "placed_at",
        Part::Order,
        &[
            "placedat",
            "orderdate",
            "orderedat",
            "purchasedate",
            "purchasedat",
            "orderpurchasetimestamp",
            "ordertime",
            "paidat",
            "ordercreatedat",
            "purchasepoint",
            "dateoforder",
            "bestelldatum",
            "kaufdatum",
            "datecommande",
            "datedecommande",
            "fechapedido",
            "fechadecompra",
            "datapedido",
            "datadopedido",
            "datacompra",
            "dataordine",
            "besteldatum",
            "orderdatum",
            "ordredato",
            "tilauspäivä",
            "datazamówienia",
            "datumobjednávky",
            "pasūtījumadatums",
            "pirkumadatums",
            "užsakymodata",
            "tellimusekuupäev",
            "датазаказа",
            "датапоръчка",
            "sipariştarihi",
            "下单时间",
            "注文日",
        ],
    ),
    (
        Field::DeliveredAt,
        "delivered_at",
        Part::Order,
        &[
            "deliveredat",
            "deliverydate",
            "datedelivered",
            "orderdeliveredcustomerdate",
            "fulfilledat",
            "lieferdatum",
            "zustelldatum",
            "datelivraison",
            "datedelivraison",
            "fechaentrega",
            "dataentrega",
            "dataconsegna",
            "leverdatum",
            "leveransdatum",
            "leveringsdato",
            "toimituspäivä",
            "datadostawy",
            "piegādesdatums",
            "pristatymodata",
            "датадоставки",
            "配達日",
        ],
    ),
    (
        Field::CancelledAt,
        "cancelled_at",
        Part::Order,
        &[
            "cancelledat",
            "canceledat",
            "cancellationdate",
            "datecancelled",
            "storniertam",
            "stornodatum",
            "датаотмены",
        ],
    ),
    (
        Field::RefundedAt,
        "refunded_at",
        Part::Order,
        &["refundedat", "refunddate", "daterefunded", "erstattetam"],
    ),
    (
        Field::OrderStatus,
        "order_status",
        Part::Order,
        &[
            "orderstatus",
            "status",
            "financialstatus",
            "bestellstatus",
            "auftragsstatus",
            "statutcommande",
            "estadopedido",
            "statuspedido",
            "statoordine",
            "orderstatuscode",
            "statuszamówienia",
            "pasūtījumastatuss",
            "статусзаказа",
        ],
    ),
    (
        Field::Customer,
        "customer",
        Part::Customer,
        &[
            "customer",
            "customerid",
            "customerref",
            "customernumber",
            "customerreference",
            "customeruniqueid",
            "userid",
            "user",
            "clientid",
            "personid",
            "contactid",
            "buyerid",
            "externalreference",
            "externaldatareference",
            "externalid",
            "memberid",
            "kundennummer",
            "kundenid",
            "kunde",
            "kundennr",
            "client",
            "idclient",
            "numéroclient",
            "cliente",
            "idcliente",
            "klantnummer",
            "klant",
            "klantid",
            "kundnummer",
            "kund",
            "kundeid",
            "kundenummer",
            "asiakas",
            "asiakasnumero",
            "klient",
            "idklienta",
            "zákazník",
            "klients",
            "klientaid",
            "klientanumurs",
            "klientas",
            "klientoid",
            "klientoнр",
            "клиент",
            "idклиента",
            "müşteri",
            "müşterino",
            "客户",
            "客户编号",
            "顧客id",
            "顧客番号",
        ],
    ),
    (
        Field::Email,
        "email",
        Part::Customer,
        &[
            "email",
            "emailaddress",
            "mail",
            "customeremail",
            "recipientemail",
            "useremail",
            "contactemail",
            "respondentemail",
            "emailadresse",
            "kundenemail",
            "adresseemail",
            "courriel",
            "correo",
            "correoelectrónico",
            "direccióndecorreoelectrónico",
            "endereçodeemail",
            "indirizzoemail",
            "epost",
            "epostadress",
            "eposti",
            "mailadresse",
            "epasts",
            "epastaadrese",
            "elpaštas",
            "elpastas",
            "epostiaadress",
            "sähköposti",
            "adresemail",
            "электроннаяпочта",
            "почта",
            "имейл",
            "eposta",
            "邮箱",
            "电子邮件",
            "メール",
            "メールアドレス",
        ],
    ),
    (
        Field::FirstName,
        "first_name",
        Part::Customer,
        &[
            "firstname",
            "recipientfirstname",
            "givenname",
            "vorname",
            "prénom",
            "nombre",
            "primeironome",
            "nome",
            "voornaam",
            "förnamn",
            "fornavn",
            "etunimi",
            "imię",
            "jméno",
            "vārds",
            "vardas",
            "eesnimi",
            "имя",
            "име",
            "名字",
            "名",
        ],
    ),
    (
        Field::OrdersBefore,
        "orders_before",
        Part::Customer,
        &["ordersbefore", "previousorders", "orderssofar"],
    ),
    (
        Field::Returning,
        "returning",
        Part::Customer,
        &[
            "returning",
            "isreturning",
            "returningcustomer",
            "repeatcustomer",
        ],
    ),
    (
        Field::Products,
        "products",
        Part::Order,
        &[
            "products",
            "productid",
            "productids",
            "product",
            "sku",
            "skus",
            "lineitemsku",
            "itemid",
            "productsku",
            "artikelnummer",
            "artikel",
            "artikelnr",
            "produit",
            "produto",
            "producto",
            "prodotto",
            "produkt",
            "produkts",
            "prece",
            "prekė",
            "toode",
            "товар",
            "артикул",
            "商品",
        ],
    ),
    (Field::Items, "items", Part::Own, &[]),
    (
        Field::Country,
        "country",
        Part::Around,
        &[
            "country",
            "countrycode",
            "billingcountry",
            "shippingcountry",
            "countryiso",
            "land",
            "pays",
            "país",
            "pais",
            "paese",
            "maa",
            "kraj",
            "země",
            "valsts",
            "šalis",
            "riik",
            "страна",
            "държава",
            "ülke",
            "国家",
            "国",
        ],
    ),
    (
        Field::Language,
        "language",
        Part::Around,
        &[
            "language",
            "userlanguage",
            "locale",
            "lang",
            "surveylanguage",
            "sprache",
            "langue",
            "idioma",
            "lingua",
            "taal",
            "språk",
            "kieli",
            "język",
            "valoda",
            "kalba",
            "keel",
            "язык",
            "语言",
            "言語",
        ],
    ),
    (
        Field::Device,
        "device",
        Part::Around,
        &[
            "device",
            "devicetype",
            "gerät",
            "appareil",
            "dispositivo",
            "apparaat",
            "enhet",
            "ierīce",
            "устройство",
        ],
    ),
    (
        Field::Channel,
        "channel",
        Part::Around,
        &[
            "channel",
            "distributionchannel",
            "surveychannel",
            "collector",
            "kanal",
            "canal",
            "canale",
            "kanaal",
            "kanāls",
            "kanalas",
            "канал",
        ],
    ),
    (
        Field::Page,
        "page",
        Part::Around,
        &["page", "sourceurl", "url", "pageurl", "seite", "referrer"],
    ),
    (Field::Test, "test", Part::Own, &["istest"]),
    (Field::Verified, "verified", Part::Own, &[]),
    (Field::Version, "survey_version", Part::Own, &[]),
    (Field::SeenAt, "seen_at", Part::Own, &[]),
    (Field::DismissedAt, "dismissed_at", Part::Own, &[]),
    (Field::Origin, "origin", Part::Own, &[]),
    (Field::Categories, "categories", Part::Own, &[]),
    (Field::Fields, "fields", Part::Own, &[]),
    (Field::Source, "source", Part::Own, &[]),
    (Field::FirstSeenAt, "first_seen_at", Part::Own, &[]),
    (Field::PutAt, "put_at", Part::Own, &[]),
    (Field::Consent, "consent", Part::Own, &[]),
    (Field::Further, "further", Part::Own, &[]),
    (Field::Nothing, "survey", Part::None, &[]),
];

/// What headers call a time without saying of what: of the answer, or of the order where there are no
/// answers.
const TIMES: &[&str] = &[
    "timestamp",
    "date",
    "datetime",
    "createdat",
    "created",
    "createddate",
    "time",
    "datum",
    "zeitstempel",
    "zeitpunkt",
    "horodateur",
    "dateheure",
    "fecha",
    "marcatemporal",
    "data",
    "datahora",
    "carimbodedatahora",
    "informazionicronologiche",
    "tijdstempel",
    "datumtijd",
    "tidsstämpel",
    "tidpunkt",
    "dato",
    "tidsstempel",
    "päivämäärä",
    "aikaleima",
    "sygnaturaczasowa",
    "časovéoznačení",
    "datumacas",
    "datums",
    "laikazīmogs",
    "laiks",
    "laikožyma",
    "ajatempel",
    "kuupäev",
    "дата",
    "отметкавремени",
    "датаивремя",
    "tarih",
    "zamandamgası",
    "日期",
    "时间",
    "日付",
    "タイムスタンプ",
];

/// What headers call a score, letters and digits only.
const SCORES: [&str; 51] = [
    "score",
    "rating",
    "nps",
    "npsscore",
    "npsrating",
    "csat",
    "csatscore",
    "ces",
    "cesscore",
    "stars",
    "starrating",
    "reviewscore",
    "grade",
    "mark",
    "points",
    "answer",
    "likelihoodtorecommend",
    "satisfaction",
    "bewertung",
    "note",
    "punkte",
    "sterne",
    "punktzahl",
    "évaluation",
    "étoiles",
    "puntuación",
    "puntuacion",
    "calificación",
    "valoración",
    "estrellas",
    "nota",
    "pontuação",
    "avaliação",
    "estrelas",
    "punteggio",
    "valutazione",
    "voto",
    "stelle",
    "beoordeling",
    "cijfer",
    "betyg",
    "poäng",
    "vurdering",
    "karakter",
    "arvosana",
    "ocena",
    "hodnocení",
    "vērtējums",
    "įvertinimas",
    "оценка",
    "评分",
];

/// What headers call a comment, letters and digits only.
const COMMENTS: [&str; 45] = [
    "comment",
    "comments",
    "feedback",
    "text",
    "reviewtext",
    "verbatim",
    "reason",
    "why",
    "openended",
    "openendedresponse",
    "message",
    "reviewcommentmessage",
    "reviewcommenttitle",
    "reviewcontent",
    "reviewtitle",
    "content",
    "opinion",
    "remarks",
    "kommentar",
    "kommentare",
    "anmerkung",
    "begründung",
    "commentaire",
    "commentaires",
    "avis",
    "comentario",
    "comentarios",
    "opinión",
    "comentário",
    "comentários",
    "commento",
    "commenti",
    "opmerking",
    "opmerkingen",
    "toelichting",
    "kommentarer",
    "kommentti",
    "palaute",
    "komentarz",
    "komentář",
    "komentārs",
    "komentaras",
    "kommentaar",
    "комментарий",
    "评论",
];

impl Field {
    /// Its name in forms and on the command line: `order_id`, `answer:score`, `own:campaign`.
    pub fn key(&self) -> String {
        match self {
            Self::Answer(question) => format!("answer:{question}"),
            Self::Own(name) => format!("own:{name}"),
            field => known(field).1.to_owned(),
        }
    }

    /// Under which heading it stands.
    pub fn part(&self) -> Part {
        match self {
            Self::Answer(_) => Part::Answer,
            Self::Own(_) => Part::Around,
            field => known(field).2,
        }
    }

    /// Whether its cells are moments.
    pub fn is_moment(&self) -> bool {
        matches!(
            self,
            Self::AnsweredAt
                | Self::AskedAt
                | Self::CompletedAt
                | Self::PlacedAt
                | Self::DeliveredAt
                | Self::CancelledAt
                | Self::RefundedAt
                | Self::SeenAt
                | Self::DismissedAt
                | Self::FirstSeenAt
                | Self::PutAt
        )
    }

    /// Whether its cells are answers.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Answers)
    }

    /// Whether several columns may be it.
    pub fn may_repeat(&self) -> bool {
        matches!(
            self,
            Self::Nothing | Self::Id | Self::Answer(_) | Self::Products
        )
    }

    /// Every column that a list offers for a survey, in its order, without the owner's own fields.
    pub fn offered(survey: &Survey) -> Vec<Self> {
        let mut fields: Vec<Self> = survey
            .questions
            .iter()
            .map(|question| Self::Answer(question.id.clone()))
            .collect();
        let fixed = KNOWN.iter().filter(|(field, ..)| *field != Field::Nothing);
        fields.extend(fixed.map(|(field, ..)| field.clone()));
        fields
    }
}

fn known(field: &Field) -> &'static Known {
    KNOWN
        .iter()
        .find(|(known, ..)| known == field)
        .unwrap_or(&KNOWN[0])
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(question) = text.strip_prefix("answer:") {
            let id = question.parse();
            return id.map(Self::Answer).map_err(|_| unknown(text));
        }
        if let Some(name) = text.strip_prefix("own:") {
            return Ok(Self::Own(name.to_owned()));
        }
        KNOWN
            .iter()
            .find(|(_, key, ..)| *key == text)
            .map(|(field, ..)| field.clone())
            .ok_or_else(|| unknown(text))
    }
}

fn unknown(text: &str) -> String {
    let legal: Vec<&str> = KNOWN.iter().map(|(_, key, ..)| *key).collect();
    let shown: String = text.chars().take(40).collect();
    format!(
        "“{shown}” is nothing that a column can be. It can be answer:QUESTION, own:NAME, {}.",
        legal.join(", ")
    )
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// What a header says its column is, column by column; `samples` are the first rows, `survey` what
/// is asked. What no header says is left out.
pub fn guessed(header: &[String], samples: &[Vec<String>], survey: &Survey) -> Vec<Field> {
    let ours = ["survey_version", "answers", "answers_in_words"];
    let our_own = ours
        .iter()
        .all(|name| header.iter().any(|cell| cell.trim() == *name));
    let mut columns: Vec<Field> = Vec::with_capacity(header.len());
    let scored = scored(survey);
    let words = survey.questions.iter().find(|q| q.kind == Kind::Text);
    for cell in header {
        let name = plain(cell);
        let exact = cell.trim();
        let by_key = KNOWN.iter().find(|(_, key, ..)| *key == exact);
        let field = if name.is_empty() || exact.starts_with(OUR_MARK) {
            Field::Nothing
        } else if our_own {
            // All answers stand in one column there.
            by_key.map_or(Field::Nothing, |(field, ..)| field.clone())
        } else if let Some(question) = of_question(exact, &name, survey) {
            Field::Answer(question.id.clone())
        } else if let Some((field, ..)) = by_key {
            field.clone()
        } else if let (true, Some(question)) = (SCORES.contains(&name.as_str()), scored) {
            Field::Answer(question.id.clone())
        } else if let (true, Some(question)) = (COMMENTS.contains(&name.as_str()), words) {
            Field::Answer(question.id.clone())
        } else if TIMES.contains(&name.as_str()) {
            Field::AnsweredAt
        } else {
            let called = |names: &[&str]| names.iter().any(|other| plain(other) == name);
            KNOWN
                .iter()
                .find(|(_, _, _, names)| called(names))
                .map_or(Field::Nothing, |(field, ..)| field.clone())
        };
        let again = columns.contains(&field) && (!field.may_repeat() || field == Field::Id);
        // Two columns with the same rating would contradict each other.
        let rated = scored.is_some_and(|q| field == Field::Answer(q.id.clone()));
        let again = again || (rated && columns.contains(&field));
        columns.push(if again { Field::Nothing } else { field });
    }
    if let Some(question) = scored
        && !columns.iter().any(Field::is_answer)
        && let Some(place) = rated_column(header, samples, &columns, question)
    {
        columns[place] = Field::Answer(question.id.clone());
    }
    columns
}

/// The column whose times are of the orders rather than of answers: a table with order numbers and
/// without answers tells of orders alone.
pub fn time_of_orders(header: &[String], columns: &[Field]) -> Option<usize> {
    let has = |field: &Field| columns.contains(field);
    if columns.iter().any(Field::is_answer) || !has(&Field::OrderId) || has(&Field::PlacedAt) {
        return None;
    }
    let place = columns
        .iter()
        .position(|field| *field == Field::AnsweredAt)?;
    TIMES
        .contains(&plain(header.get(place)?).as_str())
        .then_some(place)
}

fn scored(survey: &Survey) -> Option<&Question> {
    survey
        .scored_question()
        .or_else(|| survey.questions.iter().find(|q| q.scale().is_some()))
}

/// The question that a header names by its id or by its words.
fn of_question<'a>(exact: &str, name: &str, survey: &'a Survey) -> Option<&'a Question> {
    survey.questions.iter().find(|question| {
        question.id.as_str() == exact || (name.len() > 8 && plain(&question.text) == name)
    })
}

/// Of the columns that are nothing else, the one whose cells are all ratings: the one whose header
/// asks for a rating, else the only one.
fn rated_column(
    header: &[String],
    samples: &[Vec<String>],
    columns: &[Field],
    question: &Question,
) -> Option<usize> {
    let scale = question.scale()?;
    let is_rated = |place: usize| {
        let cells: Vec<&str> = samples
            .iter()
            .filter_map(|row| row.get(place))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        !cells.is_empty()
            && cells.iter().all(|cell| {
                crate::cell::rating(cell).is_some_and(|rating| {
                    scale
                        .values()
                        .any(|value| (f64::from(value) - rating).abs() < f64::EPSILON)
                })
            })
    };
    let free: Vec<usize> = (0..header.len())
        .filter(|place| columns[*place] == Field::Nothing && is_rated(*place))
        .collect();
    let asks = [
        "recommend",
        "likely",
        "satisf",
        "rate",
        "empfehl",
        "zufrieden",
        "recommand",
        "recomend",
        "ietei",
        "apmier",
        "0-10",
        "1-5",
    ];
    let asking = free.iter().find(|place| {
        let lower = header[**place].to_lowercase();
        asks.iter().any(|part| lower.contains(part))
    });
    match (asking, &free[..]) {
        (Some(place), _) => Some(*place),
        (None, [only]) => Some(*only),
        _ => None,
    }
}

/// A header's letters and digits, in lower case.
fn plain(header: &str) -> String {
    header
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::{locale::Locale, template::Template};

    fn columns(template: Template, header: &str, rows: &[&str]) -> String {
        let survey = template.survey(Locale::find("en"));
        let split = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let samples: Vec<Vec<String>> = rows.iter().map(|row| split(row)).collect();
        let found = guessed(&split(header), &samples, &survey);
        let keys: Vec<String> = found.iter().map(Field::key).collect();
        keys.join(" ")
    }

    #[test]
    fn headers_of_many_tools_and_languages_are_known() {
        for (header, expected) in [
            (
                "ID,Email,Score,Comment,Created At",
                "id email answer:score answer:why first_answered_at",
            ),
            (
                "Datum;Bewertung;Kommentar;Bestellnummer",
                "first_answered_at answer:score answer:why order_id",
            ),
            (
                "Pasūtījuma numurs;Datums;Vērtējums;Komentārs;E-pasts",
                "order_id first_answered_at answer:score answer:why email",
            ),
            (
                "Дата;Оценка;Комментарий;Номер заказа",
                "first_answered_at answer:score answer:why order_id",
            ),
            (
                "ResponseId,EndDate,RecipientEmail,Finished,UserLanguage",
                "id first_answered_at email state language",
            ),
            (
                "Name,Financial Status,Paid at,Currency,Total",
                "nothing order_status placed_at currency order_total",
            ),
            (
                "review_id,order_id,review_score,review_comment_message,review_answer_timestamp",
                "nothing order_id answer:score answer:why first_answered_at",
            ),
        ] {
            let header = header.replace(';', ",");
            let expected = if header.starts_with("review_id") {
                expected.replacen("nothing", "id", 1)
            } else {
                expected.to_owned()
            };
            assert_eq!(columns(Template::Nps, &header, &[]), expected, "{header}");
        }
    }

    #[test]
    fn a_column_of_ratings_is_found_by_what_stands_in_it() {
        let header = "#,How likely are you to recommend us?,Submit Date (UTC)";
        let rows = ["a1,9,2026-11-21", "a2,10,2026-11-22"];
        assert_eq!(
            columns(Template::Nps, header, &rows),
            "nothing answer:score first_answered_at"
        );
        let rows = ["a1,9,2026-11-21", "a2,no idea,2026-11-22"];
        assert_eq!(
            columns(Template::Nps, header, &rows),
            "nothing nothing first_answered_at"
        );
    }

    #[test]
    fn no_column_is_taken_twice_and_ours_are_no_part_of_a_row() {
        let header = "score,rating,date,timestamp,afterword_line,afterword_reason";
        let expected = "answer:score nothing first_answered_at nothing nothing nothing";
        assert_eq!(columns(Template::Nps, header, &[]), expected);
    }

    #[test]
    fn a_key_reads_back() {
        let survey = Template::Nps.survey(Locale::find("en"));
        for field in Field::offered(&survey) {
            assert_eq!(field.key().parse::<Field>().unwrap(), field);
        }
        assert!("order number".parse::<Field>().is_err());
    }
}
