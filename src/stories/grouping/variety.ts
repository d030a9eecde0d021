/**
 * How many events the stream tells of, for its size: the concentration of a Chinese restaurant process (Antoniak 1974:
 * so many stories are to be expected of `items` items). A wire of thousands of small events has a high one, and an item
 * needs more evidence there to join a story than where everybody writes about the same few.
 */

/** As many stories and items more, so that the first items decide nothing. */
const firstStories = 40
const firstItems = 200
/** Where the learned judgement is right as it is. */
const usual = 100

/** How much more evidence is needed than where the judgement was learned, in log odds; never less. */
export function variety(stories: number, items: number): number {
  return Math.max(0, Math.log(concentration(stories + firstStories, items + firstItems) / usual))
}

/** The one with which `stories` are to be expected. Halves the range, for it has no closed form. */
function concentration(stories: number, items: number): number {
  let [low, high] = [1e-3, 1e7]
  for (let step = 0; step < 30; step++) {
    const middle = Math.sqrt(low * high)
    if (middle * Math.log(1 + items / middle) < stories) low = middle
    else high = middle
  }
  return low
}
