-- One query a figure. :jobcentre is the five-digit code, :start and :end the period's instants (:end is not in it),
-- :now the instant of the report.

-- name: weeks
SELECT date_trunc('week', starts_at AT TIME ZONE 'Europe/Copenhagen')::date AS monday,
  count(*) FILTER (WHERE status IN ('afholdt', 'moedt')) AS held,
  count(*) FILTER (WHERE status = 'udeblevet') AS missed,
  count(*) FILTER (WHERE status = 'aflyst') AS cancelled
FROM interviews
WHERE jobcentre = :jobcentre AND starts_at >= :start AND starts_at < :end AND status IS NOT NULL
GROUP BY 1 ORDER BY 1;

-- name: kinds
SELECT kind,
  count(*) FILTER (WHERE status IN ('afholdt', 'moedt')) AS held,
  count(*) FILTER (WHERE status = 'udeblevet') AS missed,
  count(*) FILTER (WHERE status = 'aflyst' AND cancelled_by = 'citizen') AS by_citizen,
  count(*) FILTER (WHERE status = 'aflyst' AND cancelled_by IS DISTINCT FROM 'citizen') AS by_office,
  count(*) FILTER (WHERE status = 'booket') AS ahead,
  count(*) FILTER (WHERE selfbooked) AS selfbooked,
  count(*) AS total
FROM interviews
WHERE jobcentre = :jobcentre AND starts_at >= :start AND starts_at < :end
  AND status IN ('afholdt', 'moedt', 'udeblevet', 'aflyst', 'booket')
GROUP BY kind ORDER BY total DESC, kind;

-- name: days_ahead
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM starts_at - created_at) / 86400)
FROM interviews
WHERE jobcentre = :jobcentre AND created_at >= :start AND created_at < :end
  AND selfbooked AND status IN ('afholdt', 'moedt', 'udeblevet', 'aflyst', 'booket');

-- name: answers
SELECT count(*) FILTER (WHERE state = 'done') AS answered,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - created_at))
    FILTER (WHERE state = 'done') AS median,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - created_at))
    FILTER (WHERE state = 'done') AS slow,
  count(*) FILTER (WHERE state = 'waiting') AS waiting,
  count(*) FILTER (WHERE state = 'parked') AS parked
FROM outbox
WHERE destination = 'jobcentre:' || :jobcentre AND kind IN ('book', 'move', 'cancel')
  AND created_at >= :start AND created_at < :end;

-- name: refusals
SELECT refusal AS what, count(*) AS count
FROM interviews
WHERE jobcentre = :jobcentre AND refusal IS NOT NULL AND changed_at >= :start AND changed_at < :end
GROUP BY refusal ORDER BY 2 DESC, 1;

-- name: deadlines
SELECT d.state, count(*) AS count
FROM deadlines d JOIN citizens c ON c.id = d.citizen_id
WHERE c.jobcentre = :jobcentre AND d.due >= :first AND d.due <= :last
GROUP BY d.state ORDER BY 2 DESC, 1;

-- name: searches
SELECT count(*) AS written,
  count(*) FILTER (WHERE (e.data ->> 'found')::int = 0) AS in_vain,
  count(DISTINCT e.citizen_id) FILTER (WHERE (e.data ->> 'found')::int = 0) AS citizens_in_vain
FROM evidence e JOIN citizens c ON c.id = e.citizen_id
WHERE c.jobcentre = :jobcentre AND e.kind = 'search' AND e.created_at >= :start AND e.created_at < :end;

-- name: contact
WITH people AS (
  SELECT c.id,
    (SELECT max(i.starts_at) FROM interviews i
      WHERE i.citizen_id = c.id AND i.status IN ('afholdt', 'moedt') AND i.starts_at < :end) AS seen,
    EXISTS (SELECT 1 FROM interviews i
      WHERE i.citizen_id = c.id AND i.status = 'booket' AND i.starts_at >= :end) AS has_a_time
  FROM citizens c
  WHERE c.jobcentre = :jobcentre AND c.created_at < :end
), placed AS (
  SELECT has_a_time, coalesce(seen >= :end - interval '6 months', false) AS six,
    coalesce(seen >= :end - interval '12 months', false) AS twelve
  FROM people
)
SELECT count(*) AS citizens,
  count(*) FILTER (WHERE six) AS within_six_months,
  count(*) FILTER (WHERE twelve AND NOT six) AS six_to_twelve_months,
  count(*) FILTER (WHERE NOT twelve) AS longer_or_never,
  count(*) FILTER (WHERE NOT twelve AND NOT has_a_time) AS longer_or_never_without_a_time
FROM placed;

-- name: messages
SELECT m.kind, count(*) AS sent,
  count(a.at) AS answered,
  count(*) FILTER (WHERE a.at <= m.promised_by) AS in_time,
  count(*) FILTER (WHERE a.at IS NULL AND m.state IN ('queued', 'delivered') AND m.promised_by < :now) AS overdue
FROM messages m JOIN citizens c ON c.id = m.citizen_id
LEFT JOIN LATERAL (SELECT min(r.created_at) AS at FROM messages r WHERE r.answers = m.id) a ON true
WHERE c.jobcentre = :jobcentre AND m.direction = 'out' AND m.created_at >= :start AND m.created_at < :end
GROUP BY m.kind ORDER BY sent DESC, m.kind;

-- name: ratings
SELECT rating::text AS what, count(*) AS count
FROM interviews
WHERE jobcentre = :jobcentre AND rating IS NOT NULL AND starts_at >= :start AND starts_at < :end
GROUP BY rating ORDER BY rating;

-- name: topics
SELECT g.topic AS what, count(*) AS count
FROM guidance_receipts g JOIN citizens c ON c.id = g.citizen_id
WHERE c.jobcentre = :jobcentre AND g.created_at >= :start AND g.created_at < :end
GROUP BY g.topic ORDER BY 2 DESC, 1 LIMIT 12;

-- name: notices
SELECT n.kind, count(*) FILTER (WHERE n.state = 'handed') AS handed,
  count(*) FILTER (WHERE n.state = 'dropped') AS dropped,
  count(*) FILTER (WHERE n.state = 'waiting') AS waiting
FROM notices n JOIN citizens c ON c.id = n.citizen_id
WHERE c.jobcentre = :jobcentre AND n.due_at >= :start AND n.due_at < :end
GROUP BY n.kind ORDER BY handed DESC, n.kind;

-- name: outages
SELECT count(*) AS count,
  coalesce(sum(extract(epoch FROM least(coalesce(ended_at, :now), :end) - greatest(began_at, :start))), 0) / 3600
    AS hours
FROM outages
WHERE jobcentre = :jobcentre AND began_at < least(:end, :now) AND coalesce(ended_at, :now) > :start;

-- name: differences
SELECT count(*) FROM differences d
WHERE NOT d.repaired
  AND d.reconciliation = (SELECT max(number) FROM reconciliations WHERE jobcentre = :jobcentre);
