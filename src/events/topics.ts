/** Which topics are whose. One place, because what is public stays public. */

/** For watchers only, who read again by themselves: not kept. Every other topic is public. */
export const passingTopics: readonly string[] = ['place.changed']

/**
 * Topics that other services speak too, under these bare names: what we tell of them goes out so,
 * and what they tell is heard. Each with the one member of its body, which names the subject.
 */
export const sharedTopics: ReadonlyMap<string, string> = new Map([['remove-timetable', 'shopId']])
