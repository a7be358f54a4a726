"""What must hold between records.

In: a Project whose records all have the right form. Out: every breach, ordered by file and line. A
law is one generator with the rule as its docstring; it stands in the list below. Rules on a single
value belong to the type of the field (facts.model), not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..facts.project import Project
from ..problems import Problem
from . import (
    agreement,
    glossary,
    languages,
    looks,
    news,
    outcomes,
    plan,
    references,
    reported,
)

Law = Callable[[Project], Iterator[Problem]]

LAWS: tuple[Law, ...] = (
    references.references_exist,
    references.sources_are_pages_or_documents,
    references.facts_are_fields,
    references.pages_are_named_once,
    references.reserved_names_stay_free,
    references.unencrypted_pages_are_marked,
    references.hosts_are_hosts,
    references.unlinked_hosts_are_sources,
    languages.languages_are_known,
    languages.languages_are_the_sites,
    languages.texts_are_in_the_default_language,
    languages.codes_are_known,
    languages.plain_addresses_stay_out,
    languages.texts_are_plain,
    languages.texts_are_little_markdown,
    languages.links_of_texts_are_whole,
    languages.titles_name_no_other_host,
    languages.texts_are_in_their_script,
    plan.objectives_are_listed_once,
    plan.documents_are_listed_once,
    plan.project_ends_after_it_starts,
    plan.sentences_are_whole,
    plan.own_sentences_can_be_filled_in,
    plan.codes_are_in_the_lists_of_the_programme,
    plan.money_adds_up,
    plan.work_packages_name_objectives,
    plan.objectives_are_served,
    agreement.plan_lies_within_the_project,
    agreement.periods_follow_each_other,
    agreement.tasks_end_after_they_begin,
    agreement.codes_fit_their_work_package,
    agreement.came_in_order,
    agreement.replacements_lead_on,
    agreement.only_public_files_are_published,
    agreement.delivered_things_have_a_date,
    agreement.dois_name_one_deliverable,
    agreement.effort_is_told_once,
    agreement.indicators_are_measured_or_counted,
    agreement.reasons_are_short,
    looks.logos_are_pictures,
    looks.headers_hold_their_words,
    looks.partners_come_before_they_go,
    reported.closed_periods_are_those_of_the_project,
    reported.reported_records_are_still_there,
    reported.reported_values_stay,
    reported.reported_states_stay,
    reported.due_dates_move_only_ahead,
    reported.reported_evidence_is_still_counted,
    outcomes.outcomes_belong_somewhere,
    outcomes.summaries_say_more_than_titles,
    outcomes.dates_lie_within_the_project,
    outcomes.done_outcomes_have_a_date,
    outcomes.pages_are_in_no_country,
    outcomes.positions_are_of_a_place,
    outcomes.planned_outcomes_have_no_files,
    outcomes.outcomes_differ,
    outcomes.files_are_there,
    outcomes.outcomes_are_about_others,
    outcomes.outcomes_follow_earlier_ones,
    outcomes.lists_name_each_once,
    news.pictures_are_pictures,
    news.texts_begin_with_words,
    glossary.terms_are_listed_once,
    glossary.forms_are_few,
    glossary.forms_lead_to_one_term,
)


def check_laws(project: Project) -> list[Problem]:
    """Every breach of every law, ordered by file and line."""
    return sorted({problem for law in LAWS for problem in law(project)})
