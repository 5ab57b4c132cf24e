//! A shop's busy hour in a second: shoppers, orders of the shop's own server one by one and many at
//! once, imports, and an owner who reads. Whatever is acknowledged becomes a fact.

use super::{
    facts::{About, Facts},
    server::{ORIGIN, Program, agent, text},
};
use anyhow::Result;
use fastrand::Rng;
use serde_json::{Value, json};
use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};
use ureq::Agent;

/// How many shoppers answer at once.
const SHOPPERS: usize = 3;
/// How many orders the shop's server tells over and over.
const RETOLD: usize = 60;
/// How many orders come at once, at most; one of these.
const BATCHES: [usize; 6] = [3, 10, 30, 100, 300, 1500];
/// How many rows a file has that is imported; one of these.
const ROWS: [usize; 6] = [3, 30, 100, 300, 600, 1200];

/// What runs.
pub struct Load<'a> {
    /// Against what.
    pub program: &'a Program,
    /// Where the server listens.
    pub base: &'a str,
    /// The server's data.
    pub data: &'a Path,
    /// Where acknowledgements go.
    pub facts: &'a Facts,
    /// What orders' numbers begin with: new for each load on a store.
    pub prefix: &'a str,
    /// Whether anything but imports runs.
    pub shoppers: bool,
    /// Whether it is to end.
    pub stop: AtomicBool,
    /// How many imports run.
    pub importing: AtomicUsize,
    /// How many imports have ended well.
    pub imported: AtomicUsize,
}

impl<'a> Load<'a> {
    /// Everything at once.
    pub fn new(
        program: &'a Program,
        base: &'a str,
        data: &'a Path,
        facts: &'a Facts,
        prefix: &'a str,
    ) -> Self {
        Self {
            program,
            base,
            data,
            facts,
            prefix,
            shoppers: true,
            stop: AtomicBool::new(false),
            importing: AtomicUsize::new(0),
            imported: AtomicUsize::new(0),
        }
    }

    /// Runs until `work` returns; it may end the server in whatever way.
    pub fn during<T>(&self, rng: &mut Rng, work: impl FnOnce() -> T) -> T {
        thread::scope(|scope| {
            if self.shoppers {
                for number in 0..SHOPPERS {
                    let rng = rng.fork();
                    scope.spawn(move || self.repeat(rng, |client| client.shopper(number)));
                }
                let (tell, batch, look) = (rng.fork(), rng.fork(), rng.fork());
                scope.spawn(|| self.repeat(tell, Client::order));
                scope.spawn(|| self.repeat(batch, Client::batch));
                scope.spawn(|| self.repeat(look, Client::look));
            }
            let import = rng.fork();
            scope.spawn(|| self.repeat(import, Client::import));
            let done = work();
            self.stop.store(true, Ordering::Relaxed);
            done
        })
    }

    /// Does the same again and again. A failure is no fact: the server may just have been killed.
    fn repeat<'s>(&'s self, rng: Rng, mut work: impl FnMut(&mut Client<'s>) -> Result<()>) {
        let mut client = Client {
            load: self,
            agent: agent(),
            rng,
            turn: 0,
        };
        while !self.stop.load(Ordering::Relaxed) {
            if work(&mut client).is_err() {
                thread::sleep(Duration::from_millis(2));
            }
            client.turn += 1;
        }
    }
}

/// One of those who run.
struct Client<'a> {
    load: &'a Load<'a>,
    agent: Agent,
    rng: Rng,
    turn: usize,
}

impl Client<'_> {
    /// Posts what a browser's script would; `None` where that was not taken.
    fn post(&self, path: &str, body: &Value) -> Result<Option<Value>> {
        let reply = self
            .agent
            .post(format!("{}{path}", self.load.base))
            .header("origin", ORIGIN)
            .header("content-type", "text/plain")
            .send(body.to_string())?;
        if reply.status() != 200 {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&text(reply)?)?))
    }

    /// Is asked, taps, and mostly goes on to the end.
    fn shopper(&mut self, number: usize) -> Result<()> {
        self.pause(10);
        let order = format!("{}s{number}-{}", self.load.prefix, self.turn);
        let (facts, total) = (self.load.facts, self.rng.u32(100..100_000));
        let attempt = facts.attempt(About::Order, &order, total.to_string());
        let message = json!({"shop": self.load.program.shop, "page": "/thanks", "lang": "en",
            "order": {"id": order, "total": amount(total), "currency": "EUR"}});
        let Some(reply) = self.post("/v1/prompt", &message)? else {
            return Ok(());
        };
        facts.acknowledge(&[attempt])?;
        let score = self.rng.u8(..=10);
        let words: String = (0..self.rng.usize(1..40))
            .map(|_| self.rng.lowercase())
            .collect();
        let tap = (1, "started", json!({"score": score}), format!("{score}/"));
        let whole = json!({"score": score, "why": format!("said {words}")});
        let end = (2, "complete", whole, format!("{score}/said {words}"));
        for (rev, state, answers, content) in [tap, end] {
            if self.rng.u8(..8) == 0 {
                return Ok(());
            }
            let attempt = facts.attempt(About::Answer, &order, content);
            let message =
                json!({"ticket": reply["ticket"], "rev": rev, "state": state, "answers": answers});
            let saved = self.post("/v1/responses", &message)?;
            if saved.is_none_or(|reply| reply["saved"] != json!(true)) {
                return Ok(());
            }
            facts.acknowledge(&[attempt])?;
        }
        Ok(())
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.load.program.key)
    }

    /// The shop's server tells of an order, again and again of the same ones.
    fn order(&mut self) -> Result<()> {
        let order = format!("{}p{}", self.load.prefix, self.rng.usize(..RETOLD));
        let total = self.rng.u32(100..100_000);
        let attempt = self
            .load
            .facts
            .attempt(About::Order, &order, total.to_string());
        let message = json!({"total": amount(total), "currency": "EUR"});
        let reply = self
            .agent
            .put(format!("{}/api/v1/orders/{order}", self.load.base))
            .header("authorization", self.bearer())
            .send(message.to_string())?;
        if reply.status().is_success() {
            self.load.facts.acknowledge(&[attempt])?;
        }
        Ok(())
    }

    /// It tells of many at once.
    fn batch(&mut self) -> Result<()> {
        let mut lines = String::new();
        let mut attempts = Vec::new();
        let most = BATCHES[self.rng.usize(..BATCHES.len())];
        for place in 0..self.rng.usize(1..=most) {
            let order = format!("{}b{}-{place}", self.load.prefix, self.turn);
            let total = self.rng.u32(100..100_000);
            let message = json!({"id": order, "total": amount(total), "currency": "EUR"});
            writeln!(lines, "{message}")?;
            let facts = self.load.facts;
            attempts.push(facts.attempt(About::Order, &order, total.to_string()));
        }
        let reply = self
            .agent
            .post(format!("{}/api/v1/orders", self.load.base))
            .header("authorization", self.bearer())
            .send(lines)?;
        if reply.status().is_success() {
            self.load.facts.acknowledge(&attempts)?;
        }
        self.pause(400);
        Ok(())
    }

    /// The owner looks at figures and pages, and changes the survey now and then.
    fn look(&mut self) -> Result<()> {
        let Program {
            shop,
            survey,
            cookie,
            ..
        } = self.load.program;
        let base = self.load.base;
        match self.rng.u8(..4) {
            0 => {
                let url = format!("{base}/api/v1/surveys/{survey}/score");
                let authorization = self.bearer();
                let get = self.agent.get(url).header("authorization", authorization);
                text(get.call()?)?;
            }
            1 => {
                let url = format!("{base}/api/v1/responses?limit=100");
                let authorization = self.bearer();
                let get = self.agent.get(url).header("authorization", authorization);
                text(get.call()?)?;
            }
            2 => {
                let url = format!("{base}/shops/{shop}/overview");
                text(self.agent.get(url).header("cookie", cookie).call()?)?;
            }
            _ => {
                let url = format!("{base}/shops/{shop}/surveys/{survey}/target");
                let post = self.agent.post(url).header("cookie", cookie);
                let target = self.rng.u8(10..90).to_string();
                text(
                    post.header("origin", base)
                        .send_form([("target", target.as_str())])?,
                )?;
            }
        }
        self.pause(50);
        Ok(())
    }

    /// A file of another tool, taken in by the command.
    fn import(&mut self) -> Result<()> {
        self.pause(30);
        let load = self.load;
        let rows = ROWS[self.rng.usize(..ROWS.len())];
        let mut table = String::from("Submitted,Rating,Comment,Order,Total,Currency\n");
        let mut attempts = Vec::new();
        for row in 0..rows {
            let order = format!("{}i{}-{row}", load.prefix, self.turn);
            let (score, total) = (self.rng.u8(..=10), self.rng.u32(100..100_000));
            let (day, second) = (row % 28 + 1, self.rng.u8(..60));
            writeln!(
                table,
                "2026-01-{day:02}T10:00:{second:02}Z,{score},word {row},{order},{},EUR",
                amount(total)
            )?;
            let answer = format!("{score}/word {row}");
            attempts.push(load.facts.attempt(About::Answer, &order, answer));
            attempts.push(load.facts.attempt(About::Order, &order, total.to_string()));
        }
        let file = load.data.with_extension("csv");
        fs::write(&file, table)?;
        let mut import = Command::new(&load.program.binary)
            .args(["import", "--survey", &load.program.survey, "--data"])
            .arg(load.data)
            .arg("--refused")
            .arg(load.data.with_extension("refused.csv"))
            .args(["--column", "Submitted=first_answered_at"])
            .args(["--column", "Rating=answer:score"])
            .args(["--column", "Comment=answer:why"])
            .args(["--column", "Order=order_id"])
            .args([
                "--column",
                "Total=order_total",
                "--column",
                "Currency=currency",
            ])
            .arg(file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        load.importing.fetch_add(1, Ordering::SeqCst);
        let status = loop {
            if let Some(status) = import.try_wait()? {
                break status;
            }
            if load.stop.load(Ordering::Relaxed) {
                // It would open the store itself once the server is gone.
                import.kill()?;
                break import.wait()?;
            }
            thread::sleep(Duration::from_millis(2));
        };
        load.importing.fetch_sub(1, Ordering::SeqCst);
        if status.success() {
            load.facts.acknowledge(&attempts)?;
            load.imported.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }

    /// Waits for up to so many milliseconds, but not past the end.
    fn pause(&mut self, milliseconds: u64) {
        for _ in 0..self.rng.u64(..=milliseconds) / 5 {
            if self.load.stop.load(Ordering::Relaxed) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Cents as they are written in messages.
fn amount(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
