# Kinds of scores and their groups.

## Kinds

scores-nps = Net Promoter Score
scores-nps-from-one = Net Promoter Score, from 1
scores-csat = Customer satisfaction
scores-ces = Customer effort
scores-scale = Scale
scores-yes-no = Yes or no
scores-choices = Choices
scores-text = Answers in words
scores-contact = Contacts

## Groups, where they are counted

scores-promoters = Promoters
scores-passives = Passives
scores-detractors = Detractors
scores-satisfied = Satisfied
scores-neutral = Neutral
scores-dissatisfied = Dissatisfied

## Groups, as the name of the people and of one answer alike

scores-easy = Easy
scores-difficult = Difficult

## Groups, as the subject inside of a sentence

scores-people-promoters = promoters
scores-people-passives = passives
scores-people-detractors = detractors
scores-people-easy = those who found it easy
scores-people-difficult = those who found it difficult
scores-people-satisfied = the satisfied
scores-people-neutral = the neutral
scores-people-dissatisfied = the dissatisfied

## What one answer of a group is

scores-one-promoter = Promoter
scores-one-passive = Passive
scores-one-detractor = Detractor
scores-one-satisfied = Satisfied
scores-one-neutral = Neutral
scores-one-dissatisfied = Dissatisfied
