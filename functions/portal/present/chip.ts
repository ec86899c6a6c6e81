/** A state in one or two words; the tone only repeats what the words say. */
export interface Chip {
  readonly text: string;
  readonly tone: 'good' | 'attention' | 'urgent' | 'quiet' | 'working';
}
