# Words: what the lowest group writes that the highest does not, and the reverse.

# $survey (String) – the survey’s name
# $period (String) – the days, such as “in the last 30 days”
keywords-note = { $survey }, { $period }.
# $low (String) – the people of the lowest group, such as “detractors”
# $high (String) – the people of the highest group
keywords-promise = What { $low } say that { $high } do not, and the reverse: counted, not interpreted.
# $period (String) – the days, such as “in the last 30 days”
keywords-nobody = Nobody wrote anything { $period }.
keywords-nobody-note = Words appear here as soon as shoppers write something. The survey needs a question that they answer in words.
keywords-all-time = Look at all time
keywords-no-score = This survey has no score.
# <link> – to the answers
keywords-no-score-note = This page shows the words that tell low scores from high ones. Read this survey’s answers under <link>Responses</link>.

## The languages to choose from

keywords-languages = Language
keywords-unknown-language = Unknown language

## The two sides

# $group (String) – promoters, detractors, easy, difficult, satisfied or dissatisfied
keywords-say =
    { $group ->
        [promoters] Promoters say
        [detractors] Detractors say
        [easy] Those who found it easy say
        [difficult] Those who found it difficult say
        [satisfied] The satisfied say
       *[dissatisfied] The dissatisfied say
    }
# $group (String) – promoters, detractors, easy, difficult, satisfied or dissatisfied
keywords-newest =
    { $group ->
        [promoters] What promoters wrote last
        [detractors] What detractors wrote last
        [easy] What those who found it easy wrote last
        [difficult] What those who found it difficult wrote last
        [satisfied] What the satisfied wrote last
       *[dissatisfied] What the dissatisfied wrote last
    }
keywords-wrote-nothing = They wrote nothing.
# $low (String) – the people of the lowest group, such as “detractors”
# $high (String) – the people of the highest group
# $low-count (Number) – how many of their answers have words
# $high-count (Number) – how many of their answers have words
# <first> – the first count
# <second> – the second count
keywords-too-few = Too few words to compare. Answers with words: <first>{ $low-count }</first> from { $low }, <second>{ $high-count }</second> from { $high }.
# $floor (Number) – how many answers are enough
keywords-floor = From { $floor } answers on each side, the words that tell them apart are shown here. Until then, read what was written.

## The table of a side

keywords-none = No word stands out.
keywords-none-note = What they write differs from the others’ words by no more than chance would explain.
keywords-word = Words
keywords-sureness = How sure
# $count (Number) – how many answers have the word
# $all (Number) – how many answers with words the group has
# <figure> – the first figure
keywords-share = <figure>{ $count }</figure> of { $all }
keywords-very-sure = very sure
keywords-sure = sure
keywords-may-be-chance = may be chance

## Below the tables

keywords-method = A word counts once per answer. Listed are the words that the two sides use so differently that chance does it to only 1 word in 20 (log-odds with a prior made of all answers in this language). Many words are looked at, so some of those that “may be chance” are. A word shows what people write about, not what causes a score.
# $count (Number) – 20,000
keywords-capped = Counted in the latest { $count } answers of the period; older ones are left out.
keywords-behind = With this many answers, words are counted once a minute: the newest may not be in yet.
