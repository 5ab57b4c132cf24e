//! The index itself: what is kept of a response's texts, and how it is found again.

use super::{
    Facets, Found, Part, Places, SearchError, Wanted,
    query::{Clause, folded_id},
    token::{self, tokens},
};
use afterword_domain::{
    change::Sequence,
    record::{AnsweredAt, Response},
};
use afterword_shared::{
    id::{CustomerRef, OrderId, ResponseId, SurveyId},
    response::Answer,
};
use jiff::Timestamp;
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap},
    hash::{BuildHasher, RandomState},
    ops::Range,
    path::Path,
};
use tantivy::{
    DocId, DocSet, IndexReader, IndexWriter, ReloadPolicy, Score, SegmentOrdinal, SegmentReader,
    TERMINATED, Term,
    collector::{Collector, Count, DocSetCollector, SegmentCollector},
    columnar::Column,
    directory::MmapDirectory,
    indexer::{IndexWriterOptions, LogMergePolicy},
    query::{BooleanQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, TermQuery},
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{Token, TokenStream, Tokenizer},
};

/// Which way of keeping texts this is: an index of another one is made anew.
const FORMAT: u32 = 3;
/// How much the writer keeps in memory before it writes.
const HEAP: usize = 24 << 20;
/// How many words a word that is being typed may become where a phrase ends with it.
const EXPANSIONS: u32 = 200;
/// A key with more values than this in one part of the index is not offered to choose from.
const VALUES: usize = 5000;

#[derive(Clone, Copy)]
struct Fields {
    /// The response: 16 bytes.
    id: Field,
    /// What it can be told apart by, see [`facet`].
    facets: Field,
    /// What was said.
    said: Field,
    /// Order and customer, whole.
    named: Field,
    /// When the first answer came, in milliseconds.
    at: Field,
    /// The response again, in two halves, to read it quickly.
    high: Field,
    low: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |tokenizer, option| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_fieldnorms(false)
            .set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        id: schema.add_bytes_field("id", INDEXED),
        facets: schema.add_bytes_field("facets", INDEXED),
        said: schema.add_text_field(
            "said",
            words(WORDS, IndexRecordOption::WithFreqsAndPositions),
        ),
        named: schema.add_text_field("named", words("raw", IndexRecordOption::Basic)),
        at: schema.add_i64_field("at", FAST),
        high: schema.add_u64_field("high", FAST),
        low: schema.add_u64_field("low", FAST),
    };
    (schema.build(), fields)
}

/// What is read from. Cheap to clone.
#[derive(Clone)]
pub(super) struct Index {
    reader: IndexReader,
    fields: Fields,
}

/// What is written to: there is one.
pub(super) struct Writer {
    texts: IndexWriter,
    reader: IndexReader,
    fields: Fields,
}

/// An index, and how far it had come: `None` for one with nothing in it yet.
type Opened = (Index, Writer, Option<Places>);

/// Opens the index of a directory, or makes it anew where it is missing, of another format, ahead
/// of a store whose shops are at `newest` (which was restored from a copy), or can't be read.
pub(super) fn open(dir: &Path, newest: &Places) -> Result<Opened, SearchError> {
    let failed = |error: std::io::Error| SearchError::Index(format!("{}: {error}", dir.display()));
    let of_format = dir.join(format!("v{FORMAT}"));
    std::fs::create_dir_all(&of_format).map_err(failed)?;
    match opened(&of_format).and_then(|index| ready(&index, Some(newest))) {
        Ok(opened) => Ok(opened),
        Err(error) => {
            tracing::warn!(%error, "the search index is made anew");
            std::fs::remove_dir_all(dir).map_err(failed)?;
            std::fs::create_dir_all(&of_format).map_err(failed)?;
            ready(&opened(&of_format)?, None)
        }
    }
}

/// An index that is gone when the process ends.
pub(super) fn in_memory() -> Result<Opened, SearchError> {
    ready(&tantivy::Index::create_in_ram(schema().0), None)
}

fn opened(dir: &Path) -> Result<tantivy::Index, SearchError> {
    let place = MmapDirectory::open(dir).map_err(|error| SearchError::Index(error.to_string()))?;
    Ok(tantivy::Index::open_or_create(place, schema().0)?)
}

fn ready(index: &tantivy::Index, newest: Option<&Places>) -> Result<Opened, SearchError> {
    let (_, fields) = schema();
    index.tokenizers().register(WORDS, Words);
    let payload = index.load_metas()?.payload;
    let reached = payload.as_deref().map(read_payload).transpose()?;
    let reached = match (reached, newest) {
        (Some(reached), Some(newest)) if is_ahead(&reached, newest) => {
            return Err(SearchError::Index("it is ahead of the store".into()));
        }
        // Something is in it, but not all: nobody knows how much.
        (None, Some(_)) if !index.searchable_segment_ids()?.is_empty() => {
            return Err(SearchError::Index("it was not read in to the end".into()));
        }
        (reached, _) => reached,
    };
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(HEAP)
        .build();
    let writer: IndexWriter = index.writer_with_options(options)?;
    let mut merges = LogMergePolicy::default();
    merges.set_min_num_segments(6);
    writer.set_merge_policy(Box::new(merges));
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    let writer = Writer {
        texts: writer,
        reader: reader.clone(),
        fields,
    };
    Ok((Index { reader, fields }, writer, reached))
}

/// Whether some shop has come further than the store says it has.
fn is_ahead(reached: &Places, newest: &Places) -> bool {
    let of_store = |shop| newest.get(shop).copied().unwrap_or_default();
    reached.iter().any(|(shop, at)| *at > of_store(shop))
}

fn read_payload(payload: &str) -> Result<Places, SearchError> {
    let read = |part: &str| {
        let (shop, number) = part.split_once(' ')?;
        Some((shop.parse().ok()?, Sequence(number.parse().ok()?)))
    };
    let places = payload.lines().map(read).collect::<Option<_>>();
    places.ok_or_else(|| SearchError::Index("nobody knows how far it had come".into()))
}

fn payload(places: &Places) -> String {
    let lines = places.iter().map(|(shop, at)| format!("{shop} {}\n", at.0));
    lines.collect()
}

impl Writer {
    /// Puts a response in place of what was in of it; says whether anything changed.
    pub(super) fn replace(
        &mut self,
        response: &Response,
        facets: &[(String, String)],
    ) -> Result<bool, SearchError> {
        let document = self.document(response, facets);
        // Only what was answered can be in; what was answered and taken back carries its mark.
        if document.is_none() && response.withdrawn_at.is_none() && response.owner.is_none() {
            return Ok(false);
        }
        self.remove(response.id);
        if let Some(document) = document {
            self.texts.add_document(document)?;
        }
        Ok(true)
    }

    /// Takes a response out.
    pub(super) fn remove(&mut self, id: ResponseId) {
        let id = Term::from_field_bytes(self.fields.id, &id.to_bytes());
        self.texts.delete_term(id);
    }

    /// Makes everything that came durable and findable. `reached` says up to which commit of
    /// each shop everything is in; `None` while the store is still read in.
    pub(super) fn commit(&mut self, reached: Option<&Places>) -> Result<(), SearchError> {
        let mut commit = self.texts.prepare_commit()?;
        if let Some(reached) = reached {
            commit.set_payload(&payload(reached));
        }
        commit.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// The responses that name an order, of whatever survey.
    pub(super) fn naming(&self, order: &OrderId) -> Result<Vec<ResponseId>, SearchError> {
        let term = Term::from_field_text(self.fields.named, &folded_id(order.as_str()));
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let searcher = self.reader.searcher();
        let mut found = Vec::new();
        for address in searcher.search(&query, &DocSetCollector)? {
            let columns = searcher.segment_reader(address.segment_ord).fast_fields();
            let (high, low) = (columns.u64("high")?, columns.u64("low")?);
            let halves = high.first(address.doc_id).zip(low.first(address.doc_id));
            found.extend(halves.map(|(high, low)| whole(high, low)));
        }
        Ok(found)
    }

    fn document(
        &self,
        response: &Response,
        facets: &[(String, String)],
    ) -> Option<tantivy::TantivyDocument> {
        let at = response.first_answered_at?;
        let fields = &self.fields;
        let mut document = tantivy::TantivyDocument::new();
        let id = response.id.to_bytes();
        document.add_bytes(fields.id, &id);
        let mut facet = scope(response.survey, response.test).to_vec();
        let scope = facet.len();
        document.add_bytes(fields.facets, &facet);
        for (key, value) in facets {
            facet.truncate(scope);
            add_facet(&mut facet, key, value);
            document.add_bytes(fields.facets, &facet);
        }
        document.add_i64(fields.at, at.as_millisecond());
        let (high, low) = halves(response.id);
        document.add_u64(fields.high, high);
        document.add_u64(fields.low, low);
        for text in texts(response) {
            document.add_text(fields.said, text);
        }
        for name in names(response) {
            document.add_text(fields.named, name);
        }
        Some(document)
    }
}

/// The ids by which a response is found.
fn names(response: &Response) -> impl Iterator<Item = String> {
    let order = response.order.as_ref().map(OrderId::as_str);
    let customer = response.customer.as_ref().map(CustomerRef::as_str);
    order.into_iter().chain(customer).map(folded_id)
}

/// Everything by which a response is found, each added as the hash of its field and what it is
/// there. `None` for one that can't be found.
pub(super) fn sum_of(
    response: &Response,
    facets: &[(String, String)],
    hasher: &RandomState,
) -> Option<u64> {
    let at = response.first_answered_at?;
    let (survey, test) = (response.survey, response.test);
    let mut terms: BTreeSet<(Mark, Vec<u8>)> = BTreeSet::new();
    terms.insert((Mark::Id, response.id.to_bytes().to_vec()));
    terms.insert((Mark::Facet, scope(survey, test).to_vec()));
    terms.extend(facets.iter().map(|(key, value)| {
        let facet = facet(survey, test, key, value);
        (Mark::Facet, facet)
    }));
    let said = texts(response).flat_map(tokens);
    terms.extend(said.map(|token| (Mark::Said, token.text.into_bytes())));
    terms.extend(names(response).map(|name| (Mark::Named, name.into_bytes())));
    let at = hasher.hash_one(at.as_millisecond());
    let terms = terms.iter().map(|(mark, term)| mark.hash(term, hasher));
    Some(terms.fold(at, u64::wrapping_add))
}

/// The fields by whose terms responses are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Mark {
    Id,
    Facet,
    Said,
    Named,
}

impl Mark {
    fn hash(self, term: &[u8], hasher: &RandomState) -> u64 {
        hasher.hash_one((self, term))
    }
}

/// Everything that was said in words.
pub(super) fn texts(response: &Response) -> impl Iterator<Item = &str> {
    response
        .answers
        .iter()
        .filter_map(|(_, answer)| match answer {
            Answer::Text(text) => Some(text.as_str()),
            Answer::Chosen { other, .. } => other.as_deref(),
            Answer::Rating(_) | Answer::Contact { .. } => None,
        })
}

/// How the index knows [`tokens`].
const WORDS: &str = "words";

/// Lets the index take texts apart by itself, on its own thread.
#[derive(Clone)]
struct Words;

/// The tokens of a text, one after the other.
struct Stream {
    rest: std::vec::IntoIter<token::Token>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream {
            rest: tokens(text).into_iter(),
            token: Token::default(),
        }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(token) = self.rest.next() else {
            return false;
        };
        self.token = Token {
            offset_from: token.range.start,
            offset_to: token.range.end,
            position: token.position,
            text: token.text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

fn scope(survey: SurveyId, test: bool) -> [u8; 17] {
    let mut bytes = [0; 17];
    bytes[..16].copy_from_slice(&survey.to_bytes());
    bytes[16] = u8::from(test);
    bytes
}

/// What a response has of some key, as it is kept: its survey, so that no shop sees another's
/// values, then key and value.
fn facet(survey: SurveyId, test: bool, key: &str, value: &str) -> Vec<u8> {
    let mut bytes = scope(survey, test).to_vec();
    add_facet(&mut bytes, key, value);
    bytes
}

fn add_facet(bytes: &mut Vec<u8>, key: &str, value: &str) {
    bytes.extend_from_slice(key.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(value.as_bytes());
}

/// What stands behind every facet of a key.
fn facet_after(survey: SurveyId, test: bool, key: &str) -> Vec<u8> {
    let mut bytes = scope(survey, test).to_vec();
    bytes.extend_from_slice(key.as_bytes());
    bytes.push(1);
    bytes
}

fn halves(id: ResponseId) -> (u64, u64) {
    let bytes = id.to_bytes();
    let half = |part: &[u8]| u64::from_be_bytes(part.try_into().unwrap_or_default());
    (half(&bytes[..8]), half(&bytes[8..]))
}

fn whole(high: u64, low: u64) -> ResponseId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&high.to_be_bytes());
    bytes[8..].copy_from_slice(&low.to_be_bytes());
    ResponseId::from_bytes(bytes)
}

impl Index {
    /// What was found, newest first; see [`super::Search::find`].
    pub(super) fn find(&self, wanted: &Wanted) -> Result<Found, SearchError> {
        let exactly = |bytes: &[u8]| -> Box<dyn tantivy::query::Query> {
            let term = Term::from_field_bytes(self.fields.facets, bytes);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let mut parts: Vec<(Occur, Box<dyn tantivy::query::Query>)> = wanted
            .facets
            .iter()
            .map(|(key, value)| facet(wanted.survey, wanted.test, key, value))
            .map(|facet| (Occur::Must, exactly(&facet)))
            .collect();
        if parts.is_empty() {
            parts.push((Occur::Must, exactly(&scope(wanted.survey, wanted.test))));
        }
        for clause in wanted.query.clauses() {
            parts.push((Occur::Must, self.clause(clause)));
        }
        let collector = Newest {
            wanted: wanted.clone(),
        };
        Ok(self
            .reader
            .searcher()
            .search(&BooleanQuery::new(parts), &collector)?)
    }

    /// How many answered responses a survey has.
    pub(super) fn count(&self, survey: SurveyId, test: bool) -> Result<usize, SearchError> {
        let term = Term::from_field_bytes(self.fields.facets, &scope(survey, test));
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(self.reader.searcher().search(&query, &Count)?)
    }

    /// Every key that responses of a survey have a value of, each with its values, about the most
    /// frequent first (what was replaced is counted for a while) and at most `limit`.
    pub(super) fn facets(
        &self,
        survey: SurveyId,
        test: bool,
        limit: usize,
    ) -> Result<Facets, SearchError> {
        let scope = scope(survey, test);
        let mut all: BTreeMap<String, HashMap<String, u64>> = BTreeMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let terms = segment.inverted_index(self.fields.facets)?;
            let mut from = scope.to_vec();
            // Key by key, since one may have more values than anybody could choose from.
            'keys: loop {
                let mut stream = terms.terms().range().ge(&from).into_stream()?;
                let (mut first, mut seen) = (None, 0);
                while stream.advance() {
                    let Some(facet) = stream.key().strip_prefix(&scope) else {
                        break 'keys;
                    };
                    let Some((key, value)) = std::str::from_utf8(facet)
                        .ok()
                        .and_then(|facet| facet.split_once('\0'))
                    else {
                        continue;
                    };
                    seen = match &first {
                        Some(first) if first == key => seen + 1,
                        _ => 1,
                    };
                    first = Some(key.to_owned());
                    if seen > VALUES {
                        all.insert(key.to_owned(), HashMap::new());
                        from = facet_after(survey, test, key);
                        continue 'keys;
                    }
                    let values = all.entry(key.to_owned()).or_default();
                    *values.entry(value.to_owned()).or_default() +=
                        u64::from(stream.value().doc_freq);
                }
                break;
            }
        }
        let most = |values: HashMap<String, u64>| {
            let mut values: Vec<_> = values.into_iter().collect();
            values.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
            values.truncate(limit);
            values.into_iter().map(|(value, _)| value).collect()
        };
        Ok(all
            .into_iter()
            .map(|(key, values)| (key, most(values)))
            .collect())
    }

    /// What [`sum_of`] says of each response that can be found, worked out from the index itself.
    pub(super) fn sums(
        &self,
        hasher: &RandomState,
    ) -> Result<HashMap<ResponseId, u64>, SearchError> {
        let fields = [
            (Mark::Id, self.fields.id),
            (Mark::Facet, self.fields.facets),
            (Mark::Said, self.fields.said),
            (Mark::Named, self.fields.named),
        ];
        let mut sums: HashMap<ResponseId, u64> = HashMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let mut of_documents = vec![0_u64; segment.max_doc() as usize];
            for (mark, field) in fields {
                let inverted = segment.inverted_index(field)?;
                let mut terms = inverted.terms().stream()?;
                while terms.advance() {
                    let hash = mark.hash(terms.key(), hasher);
                    let option = IndexRecordOption::Basic;
                    let mut found = inverted.read_postings_from_terminfo(terms.value(), option)?;
                    while found.doc() != TERMINATED {
                        let sum = &mut of_documents[found.doc() as usize];
                        *sum = sum.wrapping_add(hash);
                        found.advance();
                    }
                }
            }
            let columns = segment.fast_fields();
            let (at, high, low) = (
                columns.i64("at")?,
                columns.u64("high")?,
                columns.u64("low")?,
            );
            for document in segment.doc_ids_alive() {
                let (Some(at), Some(high), Some(low)) = (
                    at.first(document),
                    high.first(document),
                    low.first(document),
                ) else {
                    continue;
                };
                // One that is in twice comes to another sum.
                let sum = sums.entry(whole(high, low)).or_default();
                *sum = sum
                    .wrapping_add(of_documents[document as usize])
                    .wrapping_add(hasher.hash_one(at));
            }
        }
        Ok(sums)
    }

    /// A clause, said by the shopper or by an id that the shop gave.
    fn clause(&self, clause: &Clause) -> Box<dyn tantivy::query::Query> {
        let said = |text: &String| Term::from_field_text(self.fields.said, text);
        let terms: Vec<Term> = clause.tokens().iter().map(said).collect();
        let words: Box<dyn tantivy::query::Query> = match (clause, terms.as_slice()) {
            (Clause::Started(_), [one]) => {
                Box::new(FuzzyTermQuery::new_prefix(one.clone(), 0, true))
            }
            (Clause::Started(_), _) => {
                let mut query = PhrasePrefixQuery::new(terms);
                query.set_max_expansions(EXPANSIONS);
                Box::new(query)
            }
            (Clause::Phrase(_), [one]) => {
                Box::new(TermQuery::new(one.clone(), IndexRecordOption::Basic))
            }
            (Clause::Phrase(_), _) => Box::new(PhraseQuery::new(terms)),
        };
        let [one] = clause.tokens() else {
            return words;
        };
        let name = Term::from_field_text(self.fields.named, one);
        let name: Box<dyn tantivy::query::Query> =
            Box::new(TermQuery::new(name, IndexRecordOption::Basic));
        Box::new(BooleanQuery::new(vec![
            (Occur::Should, words),
            (Occur::Should, name),
        ]))
    }
}

/// Counts what was found and keeps the places that are wanted.
struct Newest {
    wanted: Wanted,
}

/// The same within one segment.
struct NewestOfSegment {
    wanted: Wanted,
    at: Column<i64>,
    high: Column<u64>,
    low: Column<u64>,
    kept: Kept,
    count: usize,
    /// How many stand before the part that is wanted.
    before: usize,
    /// From when to before when, in milliseconds.
    period: Range<i64>,
    /// Where the part begins or ends.
    from: Option<i64>,
}

/// The best places so far: the worst of them on top.
enum Kept {
    /// The newest.
    Newest(BinaryHeap<Reverse<AnsweredAt>>),
    /// The oldest.
    Oldest(BinaryHeap<AnsweredAt>),
}

impl Collector for Newest {
    type Fruit = Found;
    type Child = NewestOfSegment;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<NewestOfSegment> {
        let columns = segment.fast_fields();
        Ok(NewestOfSegment {
            wanted: self.wanted.clone(),
            at: columns.i64("at")?,
            high: columns.u64("high")?,
            low: columns.u64("low")?,
            kept: match self.wanted.part {
                Part::Newer(_) => Kept::Oldest(BinaryHeap::new()),
                Part::Newest | Part::Older(_) => Kept::Newest(BinaryHeap::new()),
            },
            count: 0,
            before: 0,
            period: self.wanted.from.map_or(i64::MIN, Timestamp::as_millisecond)
                ..self.wanted.to.map_or(i64::MAX, Timestamp::as_millisecond),
            from: match self.wanted.part {
                Part::Newest => None,
                Part::Older(from) | Part::Newer(from) => Some(from.at.as_millisecond()),
            },
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Found> {
        let mut merged = Found::default();
        for fruit in fruits {
            merged.count += fruit.count;
            merged.before += fruit.before;
            merged.places.extend(fruit.places);
        }
        merged.places.sort_unstable_by_key(|place| Reverse(*place));
        if matches!(self.wanted.part, Part::Newer(_)) {
            let more = merged.places.len().saturating_sub(self.wanted.limit);
            merged.places.drain(..more);
            merged.before -= merged.places.len();
        } else {
            merged.places.truncate(self.wanted.limit);
        }
        Ok(merged)
    }
}

impl SegmentCollector for NewestOfSegment {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(at) = self.at.first(doc) else {
            return;
        };
        if !self.period.contains(&at) {
            return;
        }
        self.count += 1;
        // Most of the found stand on no page: their ids are not looked at.
        let side = self.from.map(|from| at.cmp(&from));
        let undecided = side == Some(Ordering::Equal);
        let newer = side == Some(Ordering::Greater);
        let candidate = match self.wanted.part {
            Part::Newest => true,
            Part::Older(_) => {
                self.before += usize::from(newer);
                side == Some(Ordering::Less)
            }
            Part::Newer(_) => {
                self.before += usize::from(newer);
                newer
            }
        };
        if !(undecided || candidate && self.kept.may_take(at, self.wanted.limit)) {
            return;
        }
        let (Some(high), Some(low)) = (self.high.first(doc), self.low.first(doc)) else {
            return;
        };
        let Ok(at) = Timestamp::from_millisecond(at) else {
            return;
        };
        let place = AnsweredAt {
            at,
            id: whole(high, low),
        };
        let wanted = match self.wanted.part {
            Part::Older(from) if undecided => {
                self.before += usize::from(place >= from);
                place < from
            }
            Part::Newer(from) if undecided => {
                self.before += usize::from(place > from);
                place > from
            }
            _ => candidate,
        };
        if wanted {
            self.kept.offer(place, self.wanted.limit);
        }
    }

    fn harvest(self) -> Found {
        Found {
            places: match self.kept {
                Kept::Newest(heap) => heap.into_iter().map(|Reverse(place)| place).collect(),
                Kept::Oldest(heap) => heap.into_vec(),
            },
            count: self.count,
            before: self.before,
            behind: false,
        }
    }
}

impl Kept {
    /// Whether something of this time may be among the best.
    fn may_take(&self, at: i64, limit: usize) -> bool {
        match self {
            Self::Newest(heap) if heap.len() >= limit => heap
                .peek()
                .is_some_and(|worst| worst.0.at.as_millisecond() <= at),
            Self::Oldest(heap) if heap.len() >= limit => heap
                .peek()
                .is_some_and(|worst| worst.at.as_millisecond() >= at),
            Self::Newest(_) | Self::Oldest(_) => true,
        }
    }

    fn offer(&mut self, place: AnsweredAt, limit: usize) {
        match self {
            Self::Newest(heap) if heap.len() < limit => heap.push(Reverse(place)),
            Self::Newest(heap) => {
                if let Some(mut worst) = heap.peek_mut()
                    && worst.0 < place
                {
                    *worst = Reverse(place);
                }
            }
            Self::Oldest(heap) if heap.len() < limit => heap.push(place),
            Self::Oldest(heap) => {
                if let Some(mut worst) = heap.peek_mut()
                    && *worst > place
                {
                    *worst = place;
                }
            }
        }
    }
}
