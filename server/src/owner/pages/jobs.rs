//! What the server does in the background: what ran, how it went, when it is due.

use crate::{
    http::{access::ShopContext, failure::Failure},
    owner::parts::layout::Section,
};
use afterword_jobs::{Clock, JobStatus, Runner};
use afterword_wording::Language;
use axum::extract::State;
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};

/// `GET /shops/{shop}/jobs`
pub(crate) async fn get(
    State(runner): State<Runner>,
    State(clock): State<Clock>,
    access: ShopContext,
) -> Result<Markup, Failure> {
    let statuses = runner.statuses().await?;
    let view = view(access.words, &statuses, clock.now(), &access.zone);
    Ok(access.frame.page(Section::Settings, &view))
}

fn view(words: Language, statuses: &[JobStatus], now: Timestamp, zone: &TimeZone) -> Markup {
    html! {
        main id="main" {
            div.head { div {
                h1 { (words.jobs_title()) }
                p.note { (words.jobs_note()) }
            } }
            section.card {
                div.scroll { table {
                    thead { tr {
                        th scope="col" { (words.jobs_name()) }
                        th scope="col" { (words.jobs_state()) }
                        th scope="col" { (words.jobs_last()) }
                        th scope="col" { (words.jobs_next()) }
                        th scope="col" { (words.jobs_every()) }
                    } }
                    tbody {
                        @for status in statuses {
                            tr data-job=(status.name) data-state=(Standing::of(status).key()) {
                                th scope="row" { (title(words, status.name)) }
                                td {
                                    (Standing::of(status).name(words))
                                    @if let Some(error) = error(status) { p.wrong { (error) } }
                                }
                                td { (status.last.as_ref().map_or(words.jobs_never().to_owned(), |last| {
                                    let took = last.ended_at.duration_since(last.began_at);
                                    words.jobs_ran(&words.ago(last.ended_at, now, zone), &words.duration(took))
                                })) }
                                td { @if status.running_since.is_none() { (words.jobs_due(&words.duration(status.next_at.duration_since(now)))) } }
                                td { (words.duration(status.every)) }
                            }
                        }
                    }
                } }
            }
        }
    }
}

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Waiting,
    Running,
    Failing,
}

impl Standing {
    fn of(status: &JobStatus) -> Self {
        if status.running_since.is_some() {
            Self::Running
        } else if status.failures > 0 {
            Self::Failing
        } else {
            Self::Waiting
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Failing => "failing",
        }
    }

    fn name(self, words: Language) -> &'static str {
        match self {
            Self::Waiting => words.jobs_waiting(),
            Self::Running => words.jobs_running(),
            Self::Failing => words.jobs_failing(),
        }
    }
}

fn error(status: &JobStatus) -> Option<&str> {
    status.last.as_ref()?.error.as_deref()
}

/// What owners call a job; one of a later version by its own name.
fn title(words: Language, name: &str) -> &str {
    match name {
        "rotate-keys" => words.jobs_rotate_keys(),
        "expire" => words.jobs_expire(),
        "outbox" => words.jobs_outbox(),
        "clear-uploads" => words.jobs_clear_uploads(),
        "imports" => words.jobs_imports(),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use crate::owner::tests::Site;

    #[tokio::test]
    async fn each_job_is_listed_with_how_it_went() {
        let (site, shop) = Site::set_up().await;
        let path = format!("/shops/{shop}/jobs");
        let before = site.get(&path).await.body;
        assert_eq!(
            before.matches("data-state=\"waiting\"").count(),
            before.matches("data-job=").count()
        );
        site.app.runner().run_due().await.unwrap();
        let after = site.get(&path).await.body;
        for job in ["rotate-keys", "expire", "outbox"] {
            assert!(after.contains(&format!("data-job=\"{job}\"")), "{job}");
        }
        assert_ne!(before, after);
    }
}
