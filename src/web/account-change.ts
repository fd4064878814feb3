const forgetting: (() => void)[] = []

/** Registers what a module keeps of a person in this tab: dropped when the account changes. */
export const whenAccountChanges = (forget: () => void): void => {
  forgetting.push(forget)
}

export function accountChanged(): void {
  for (const forget of forgetting) forget()
}
