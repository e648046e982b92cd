"""Which function answers which topic, and which one does what a button says: the whole map on one page."""

from api.conversation.intent import Intent
from api.conversation.talk import Handler
from api.conversation.topics import (
    booking,
    crisis,
    followup,
    handover,
    interviews,
    law,
    overview,
    plan,
    privacy,
    receipt,
    small_talk,
)

TOPICS: dict[str, Handler] = {
    "greeting": small_talk.greeting,
    "thanks_bye": small_talk.thanks,
    "help_menu": small_talk.menu,
    "language_switch": small_talk.languages,
    "contact_info": small_talk.contact,
    "out_of_scope": small_talk.out_of_scope,
    "login_problem": small_talk.login_problem,
    "crisis": crisis.help_now,
    "human_handover": handover.offer,
    "privacy_data": privacy.stored,
    "delete_data": privacy.ask_delete,
    "duties_overview": overview.duties,
    "rights_overview": overview.rights,
    "offers_overview": overview.offers,
    "group_change": followup.changes_menu,
    "law_source": followup.which_law,
    "guidance_receipt": receipt.give,
    "meeting_book": booking.book,
    "meeting_rebook": booking.rebook,
    "meeting_cancel": booking.cancel,
    "no_slots": booking.no_times,
    "meeting_show": interviews.show,
    "meeting_rate": interviews.rate,
    "meeting_missed": interviews.missed,
    "selfbooking_deadline": interviews.deadline,
    "meeting_joint": handover.with_wish("akasse"),
    "interpreter": handover.with_wish("interpreter"),
    "selfbooking_exempt": handover.with_wish("exemption"),
    "meeting_on_request": handover.with_wish("interview_request"),
    "meeting_format": handover.with_wish("phone_interview"),
    "sick_report": handover.with_wish("absence"),
    "plan_show": plan.show,
    "plan_next_step": plan.next_step,
    "plan_change": handover.with_wish("plan_change"),
    "complaint": handover.with_wish("complaint"),
    "file_access": handover.with_wish("data_request"),
}

DEEDS: dict[str, Handler] = {
    "ask_back": small_talk.ask_back,
    "nothing_read": small_talk.nothing_read,
    "area": small_talk.area,
    "lang": small_talk.switch_language,
    "crisis": crisis.help_now,
    "fact": law.take_fact,
    "fact_text": law.take_fact_text,
    "why": followup.why,
    "source": followup.source,
    "more": followup.more,
    "what_if": followup.what_if,
    "times": booking.times,
    "hold": booking.hold,
    "extend": booking.extend,
    "release": booking.release,
    "confirm": booking.confirm,
    "move": booking.rebook_one,
    "cancel": booking.cancel_one,
    "cancel_yes": booking.cancel_now,
    "keep": interviews.show,
    "wait": booking.wait_for_earlier,
    "unwait": booking.stop_waiting,
    "stars": interviews.take_stars,
    "write": handover.write,
    "draft_text": handover.take_text,
    "send": handover.send,
    "drop": handover.drop,
    "answers": handover.answers,
    "delete_yes": privacy.delete,
    "receipt": receipt.give,
}


def handler_for(intent: Intent) -> Handler:
    """Return what answers the intent; a topic without a function of its own is answered from the law."""
    if intent.deed is not None:
        return DEEDS.get(intent.deed.name) or TOPICS.get(intent.topic, law.answer)
    return TOPICS.get(intent.topic, law.answer)
