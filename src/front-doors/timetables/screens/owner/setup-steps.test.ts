import { expect, test } from 'vitest'
import { neededSteps } from './setup-steps.ts'

const cut = { id: 'cut', isHidden: false }
const hidden = { id: 'training', isHidden: true }
const monday = [{ weekday: 1, from: '10:00', until: '19:00' }]
const works = { serviceIds: ['cut'], weekly: monday, special: [] }
const done = (ask: Partial<Parameters<typeof neededSteps>[0]>) =>
  neededSteps({ hasTimes: false, services: [], people: [], ...ask }).map(({ isDone }) => isDone)

test.each([
  ['a new shop needs all three', {}, [false, false, false]],
  ['a hidden service is none that guests can book', { services: [hidden] }, [false, false, false]],
  ['a service needs somebody', { services: [cut] }, [true, false, false]],
  [
    'somebody who does nothing that guests can book takes no appointments',
    { services: [cut, hidden], people: [{ ...works, serviceIds: ['training'] }] },
    [true, false, false],
  ],
  [
    'somebody without hours neither',
    { services: [cut], people: [{ ...works, weekly: [] }] },
    [true, true, false],
  ],
  ['then guests can book', { services: [cut], people: [works] }, [true, true, true]],
  ['daily times need nothing more', { hasTimes: true }, []],
])('%s', (_title, ask, expected) => expect(done(ask)).toEqual(expected))
