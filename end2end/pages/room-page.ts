import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'
import { toasts } from './toasts'

/** A room's media page. */
export function roomPage(page: Page) {
  const find = {
    title: page.getByRole('heading', { level: 1 }),
    screen: page.getByRole('region', { name: 'Session' }),
    menuButton: page.getByRole('button', { name: /^More actions for / }),
    menu: page.getByRole('menu', { name: /^More actions for / }),
    items: page.getByRole('menu', { name: /^More actions for / }).getByRole('menuitem'),
    enter: page.getByRole('link', { name: 'Enter room' }),
    ask: page.getByRole('link', { name: 'Ask to come in' }),
    openNow: page.getByRole('button', { name: 'Open session now' }),
    deleted: page.getByText('This room has been deleted.'),
    restore: page.getByRole('button', { name: 'Restore' }),
    reschedule: page.getByRole('dialog', { name: 'Reschedule' }),
    hosts: page.getByRole('complementary', { name: 'About this room' }).getByRole('listitem'),
  }
  const item = (name: string) => find.menu.getByRole('menuitem', { name, exact: true })
  const choose = async (name: string) => {
    await find.menuButton.click()
    await item(name).click()
  }
  return {
    ...find,
    ...toasts(page),
    item,
    choose,
    async open(room: Room) {
      return visit(page, room.path)
    },
    async endSession() {
      await choose('End session')
      const question = page.getByRole('alertdialog', { name: 'End the session?' })
      await question.getByRole('button', { name: 'End session' }).click()
    },
    async moveTo(starts: string, ends: string) {
      await choose('Reschedule')
      await find.reschedule.getByLabel('Starts').fill(starts)
      await find.reschedule.getByLabel('Ends').fill(ends)
      await find.reschedule.getByRole('button', { name: 'Reschedule' }).click()
    },
    async seenAs(headline: string | RegExp) {
      await expect(find.screen).toContainText(headline)
    },
    async gone() {
      await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
    },
  }
}
