/** Whether what was typed is a Korean postcode, as they are since 2015. */
export const isPostal = (typed: string): boolean => /^\d{5}$/.test(typed.trim())
