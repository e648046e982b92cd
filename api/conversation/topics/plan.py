"""Min Plan: the next step first, the whole plan behind it. Approving it happens on Jobnet, never here."""

from babel.numbers import format_decimal

from api.conversation.choices import topic_choice
from api.conversation.model import Choice, PlanCard, PlanStep, Reply
from api.conversation.talk import Talk
from api.conversation.topics.law import law_text
from api.conversation.topics.login import please_log_in
from api.conversation.topics.titles import title
from api.i18n import _
from api.plan import store as plans
from api.plan.model import JOBNET_PLAN, Activity, Plan


async def next_step(talk: Talk) -> Reply:
    """Say what the next step is, from when, and who to ask."""
    plan = await _plan(talk)
    if isinstance(plan, Reply):
        return plan
    step = plan.next_step(talk.today)
    if step is None:
        text = talk.words(
            _("Der er ikke flere trin i din plan lige nu. Tal med kommunen om, hvad der så skal ske.")
        )
        return Reply(text=text, personal=True, choices=(_whole(talk), *_onward(talk)), neutral="plan")
    described = _describe(talk, step)
    text = talk.words(_("Dit næste trin i Min Plan:")) + "\n\n" + described
    card = _card(talk, plan, first_only=True)
    return Reply(text=text, cards=(card,), in_cards=tuple(described.splitlines()), personal=True,
                 choices=(_whole(talk), *_onward(talk)), neutral="plan")  # fmt: skip


async def show(talk: Talk) -> Reply:
    """Show the whole plan, the next step on top."""
    plan = await _plan(talk)
    if isinstance(plan, Reply):
        return plan
    w = talk.words
    steps = plan.in_order(talk.today)
    head = [w(_("Din plan har {count} trin, der ikke er slut."), count=len(steps))]
    goals = [w(_("Mål: {goal}"), goal=goal) for goal in plan.goals]
    agreed = [w(_("Aftalt: {what}"), what=what) for what in plan.agreements]
    listed = [f"- {_line(talk, step)}" for step in steps]
    text = "\n".join([*head, *goals, *agreed, *listed])
    rule = law_text(talk, "plan_what")
    more = "\n\n".join(finding.says for finding in rule) or None
    citations = tuple(citation for finding in rule for citation in finding.citations)
    return Reply(
        text=text,
        more=more,
        citations=citations,
        rules=tuple(finding.rule for finding in rule),
        cards=(_card(talk, plan, first_only=False),),
        in_cards=(*goals[:1], *listed),
        personal=True,
        choices=_onward(talk),
        neutral="plan",
    )


async def _plan(talk: Talk) -> Plan | Reply:
    if talk.citizen is None:
        return please_log_in(
            talk, talk.words(_("Log ind for at se din plan. Så kan jeg vise dit næste trin."))
        )
    plan = await plans.read(talk.tx, talk.citizen.id)
    if plan is None:
        text = talk.words(
            _(
                "Kommunen har ikke sendt en plan for dig til mig. Du kan se Min Plan på Jobnet, eller spørge kommunen."
            )
        )
        ask = topic_choice("contact_info", title("contact_info", talk.words))
        return Reply(text=text, personal=True, choices=(_on_jobnet(talk), ask), neutral="plan")
    return plan


def _describe(talk: Talk, step: Activity) -> str:
    w = talk.words
    lines = [step.description, w(_("Fra {day}."), day=w.day(step.start))]
    if step.end:
        lines.append(w(_("Til {day}."), day=w.day(step.end)))
    if step.place:
        lines.append(w(_("Sted: {place}."), place=step.place))
    if step.hours_per_week:
        lines.append(w(_("{hours} timer om ugen."), hours=format_decimal(step.hours_per_week, locale=w.lang)))
    if step.authority:
        lines.append(w(_("Spørg: {who}."), who=step.authority))
    return "\n".join(lines)


def _line(talk: Talk, step: Activity) -> str:
    return talk.words(_("{day}: {what}"), day=talk.words.short_day(step.start), what=step.description)


def _card(talk: Talk, plan: Plan, *, first_only: bool) -> PlanCard:
    steps = plan.in_order(talk.today)
    shown = steps[:1] if first_only else steps
    return PlanCard(
        title=talk.words(_("Min Plan")),
        goal=next(iter(plan.goals), None),
        steps=tuple(
            PlanStep(
                title=step.description, text=_describe(talk, step), start=step.start, end=step.end,
                is_next=step is steps[0],
            )
            for step in shown
        ),
    )  # fmt: skip


def _whole(talk: Talk) -> Choice:
    return topic_choice("plan_show", talk.words(_("Vis hele planen")))


def _on_jobnet(talk: Talk) -> Choice:
    return Choice(id="jobnet", label=talk.words(_("Åbn Min Plan på Jobnet")), url=JOBNET_PLAN)


def _onward(talk: Talk) -> tuple[Choice, ...]:
    w = talk.words
    return (
        topic_choice("plan_change", w(_("Jeg vil have planen ændret"))),
        _on_jobnet(talk),
        Choice(id="print", label=w(_("Udskriv planen")), url=f"{talk.services.settings.public_url}/print"),
    )
