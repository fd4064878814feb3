export const meals = ['morning', 'lunch', 'dinner'] as const

export type Meal = (typeof meals)[number]

export const mealOf = (time: string): Meal =>
  time < '11:00' ? 'morning' : time < '16:00' ? 'lunch' : 'dinner'
