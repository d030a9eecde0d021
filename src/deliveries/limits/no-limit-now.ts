/**
 * A condition for the last look over `subscribers` and `deliveries`: this reader's limits do not stand in the way of this
 * alert, as far as their row says. Takes one parameter: the quiet hours that it is now, as a JSON array. Who has no
 * limits costs two columns of a row that is read anyway; what is over is settled in `limits-at-start.ts`.
 */
export function hasNoLimitNow(jsonRows: string): string {
  const alert = (condition: string) =>
    `(select ${condition} from alerts where alerts.id = deliveries.alert_id)`
  const amends = `alerts.kind in ('correction', 'retraction')`
  return `(subscribers.daily_most is null or ${alert(amends)}) and (subscribers.quiet_id is null
    or subscribers.quiet_id not in (select cast(cast(value as text) as bigint) from ${jsonRows}(?))
    or ${alert(`${amends} or alerts.priority = 'flash'`)})`
}
