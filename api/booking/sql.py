"""The long questions to the record, as SQL put together from constants."""

from api.booking.standing import FACT_KEYS

# Free: seen with the planner, and not occupied by an active row of ours. A hold that has run out occupies
# nothing, even before the row is closed.
FREE = """
    SELECT t.time_id, t.offer_id, o.kind, t.starts_at AS start, t.ends_at AS "end", t.forms, t.adviser,
        t.adviser_id, t.group_id, t.jobcentre, o.place, o.title,
        g.capacity - g.taken - g.others AS seats
    FROM offers o
    JOIN times t ON t.jobcentre = o.jobcentre AND t.offer_id = o.id
    LEFT JOIN group_meetings g ON g.jobcentre = t.jobcentre AND g.group_id = t.group_id
    WHERE o.citizen_id = :citizen
"""
UNOCCUPIED = """
    AND CASE WHEN t.group_id IS NULL THEN NOT EXISTS (
        SELECT 1 FROM interviews i
        WHERE i.active AND i.group_id IS NULL AND i.jobcentre = t.jobcentre AND i.adviser_id = t.adviser_id
          AND tstzrange(i.starts_at, i.ends_at) && tstzrange(t.starts_at, t.ends_at)
          AND (i.wish = 'hold' AND i.hold_until <= :now) IS NOT TRUE)
      ELSE g.capacity > g.taken + g.others END
"""
_LAPSED = """
    SELECT f.*, EXISTS (
        SELECT 1 FROM interviews i
        WHERE i.active AND i.wish = 'hold' AND i.hold_until <= :now AND i.jobcentre = f.jobcentre
          AND (i.group_id = f.group_id OR i.adviser_id = f.adviser_id)
          AND tstzrange(i.starts_at, i.ends_at) && tstzrange(f.start, f."end")) AS has_lapsed
"""
# Advisers hold several kinds of interviews at one time; a joint one (LAB § 34) is only what was asked for by name.
_TIME = f"""{_LAPSED} FROM ({FREE} AND t.time_id = :time AND (cast(:kind AS text) IS NULL OR o.kind = :kind)
    ORDER BY o.kind = (SELECT kind FROM interviews WHERE id = :moving) DESC NULLS LAST, o.kind = 'faellessamtale'
    LIMIT 1) f"""  # noqa: S608 - put together from constants
_FACTS = ", ".join(f"'{key}'" for key in FACT_KEYS)
# Everything a decision needs, in one answer; what is null is left out and so takes its default. As text: the
# model reads it, not the driver.
STANDING = f"""
    SELECT cast(jsonb_strip_nulls(jsonb_build_object(
        'citizen_id', c.id,
        'jobcentre', c.jobcentre,
        'settings', (SELECT to_jsonb(x) FROM jobcentre_settings x WHERE x.jobcentre = c.jobcentre),
        'selfbooking', (SELECT to_jsonb(x) FROM selfbooking x WHERE x.citizen_id = c.id),
        'planner_down_since', (SELECT min(x.began_at) FROM outages x
            WHERE x.jobcentre = c.jobcentre AND x.ended_at IS NULL),
        'deadlines', (SELECT jsonb_agg(to_jsonb(x) || jsonb_build_object('id', x.deadline_id) ORDER BY x.due)
            FROM deadlines x WHERE x.citizen_id = c.id),
        'offers', (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM offers x WHERE x.citizen_id = c.id),
        'waiting_for', (SELECT jsonb_agg(x.interview_id) FROM waiting_list x
            WHERE x.citizen_id = c.id AND x.state IN ('sent', 'waiting')),
        'facts', (SELECT jsonb_object_agg(x.key, x.value) FROM citizen_facts x
            WHERE x.citizen_id = c.id AND x.key IN ({_FACTS})),
        'records', (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.starts_at) FROM interviews x
            WHERE x.citizen_id = c.id AND (x.active OR x.changed_at > :since)),
        'time', (SELECT to_jsonb(x) FROM ({_TIME}) x),
        'before', coalesce(
            (SELECT jsonb_build_object('request', x.asked, 'interview_id', x.body -> 'interview_id')
                FROM outbox x WHERE x.subject = c.id::text AND x.asked_with = :key),
            (SELECT jsonb_build_object('request', x.asked, 'refusal', x.data)
                FROM evidence x WHERE x.citizen_id = c.id AND x.asked_with = :key)))) AS text) AS standing
    FROM citizens c WHERE c.id = :citizen
"""  # noqa: S608 - put together from constants
