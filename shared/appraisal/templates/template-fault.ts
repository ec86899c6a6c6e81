/** What keeps an office's own template from being used, for the person who made it. */
export interface TemplateFault {
  /** "phần thân, đoạn 12: “Kính gửi: {{ten_xaa}}”"; null when it is about the file as a whole. */
  readonly place: string | null;
  /** A Vietnamese sentence: what is wrong, and what to do. */
  readonly message: string;
}
