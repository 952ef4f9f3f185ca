import { expect, type Page } from '@playwright/test'

/** The guest links on the hosts' page of invitations. */
export function guestLinks(page: Page) {
  const section = page.getByRole('region', { name: 'Guest links' })
  const window = page.getByRole('dialog', { name: /guest link/ })
  const question = page.getByRole('alertdialog')
  const row = (name: string) => section.getByRole('listitem').filter({ hasText: name })
  return {
    section,
    window,
    question,
    row,
    heading: section.getByRole('heading', { name: 'Guest links' }),
    /** The word on how a link stands. */
    badge: (name: string) => row(name).locator('.badge'),
    makeButton: section.getByRole('button', { name: 'Make a guest link' }),
    name: window.getByLabel('Name'),
    entries: window.getByLabel('How many may come by it'),
    days: window.getByLabel('Days until it ends'),
    url: window.getByLabel('Guest link'),
    /** Makes a link and answers its address. */
    async make(name: string, entries = '', days = '') {
      await section.getByRole('button', { name: 'Make a guest link' }).click()
      await window.getByLabel('Name').fill(name)
      await window.getByLabel('How many may come by it').fill(entries)
      await window.getByLabel('Days until it ends').fill(days)
      await window.getByRole('button', { name: 'Make the link' }).click()
      await expect(page.getByRole('dialog', { name: 'The guest link is ready' })).toBeVisible()
      const url = await window.getByLabel('Guest link').inputValue()
      await window.getByRole('button', { name: 'Done' }).click()
      return url
    },
    async does(act: 'Switch off' | 'Switch on' | 'Delete', name: string) {
      await section.getByRole('button', { name: `${act} ${name}` }).click()
      await question.getByRole('button', { name: act }).click()
    },
  }
}
