import type { Place } from "./ast.ts";

/** The template is not Jinja that this engine reads; a mistake of whoever wrote it. */
export class TemplateSyntaxError extends Error {
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.name = "TemplateSyntaxError";
    this.place = place;
  }
}

/** The template is well formed but can't be worked out with these values. */
export class TemplateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TemplateError";
  }
}

/** A value was needed that does not exist. */
export class UndefinedError extends TemplateError {
  constructor(message: string) {
    super(message);
    this.name = "UndefinedError";
  }
}
