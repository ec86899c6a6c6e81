/*
 * A worksheet as plain structures: what stands in it, apart from how it is drawn.
 */

/** Blank cells are left for people; a rate is a fraction 0..1, a day an ISO day. No cell is ever a formula. */
export type SheetValue =
  string | number | { readonly rate: number } | { readonly day: string } | { readonly blank: true };

export const blank: SheetValue = { blank: true };

export interface SheetColumn {
  readonly title: string;
  /** Characters. */
  readonly width: number;
  readonly align: 'left' | 'center';
}

/** good, bad: settled one way or the other; open: a person has to look; muted: nothing there yet. */
export type SheetLook = 'good' | 'bad' | 'open' | 'muted';

/** A colour that follows what stands in the cells, so that it stays right when a person corrects them. */
export interface SheetColouring {
  /** First and last column, from 1. */
  readonly columns: readonly [from: number, to: number];
  /** The condition for the first row of the table, in the terms of the spreadsheet (`row` is that row); the other rows follow. */
  readonly when: (row: number) => string;
  readonly look: SheetLook;
}

export interface SheetContent {
  readonly name: string;
  /** Over the table: the heading first, then lines of explanation. */
  readonly titles: readonly string[];
  /** Printed in a frame over the table; empty when none is due. */
  readonly warning: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
  /** Columns that stay in sight at the left. */
  readonly frozenColumns: number;
  readonly colouring: readonly SheetColouring[];
  /** Column (from 1) that names the unit a row is about: a stronger rule parts the units of several rows. */
  readonly unitColumn?: number;
  /** To be filled in: its rows are not there to be filtered. */
  readonly isForm?: true;
}
