import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import { sharedJson } from '../../kernel/shared-read.ts'
import { readCells } from '../../postgres/cells.ts'
import { categoryWords } from '../../stores/profile/rules.ts'
import type * as contract from './contract.ts'
import * as queries from './queries.ts'

type Choices = Static<(typeof contract.listSearchChoices)['answer']>

/** What a search can be narrowed to. Concurrent callers share one read. */
export const showChoices = (engine: Engine, door = ''): Promise<Uint8Array> => choices(engine)(door)

const choices = perEngine((engine) =>
  sharedJson(async (door): Promise<Choices> => {
    const doors = [...engine.doors.values()].filter(({ name }) => !door || name === door)
    if (doors.length === 0) return { areas: [], categories: [] }
    const [areas, kinds] = await Promise.all([
      readCells(engine, (on) => queries.listAreas(on, doors)),
      readCells(engine, (on) => queries.listCategories(on, doors)),
    ])
    const named = kinds.flatMap(({ door: name, category }) => {
      const words = categoryWords(engine.doors.get(name) ?? {}, category)
      return words ? [[category, words] as const] : []
    })
    return {
      areas: [...Map.groupBy(areas, ({ province }) => province)].map(([province, some]) => ({
        province,
        districts: [...new Set(some.flatMap(({ district }) => district ?? []))],
      })),
      categories: [...new Map(named)].map(([name, words]) => ({ name, words })),
    }
  }),
)
