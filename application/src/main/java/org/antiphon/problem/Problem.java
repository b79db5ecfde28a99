package org.antiphon.problem;

import java.util.List;

/// What went wrong, in four parts that every surface shows alike: a stable `code` (`UPPER_SNAKE`,
/// part of the contract), what happened (`getMessage`), `where` (file:line, field, URL, case), and
/// a `hint` that says what to do. Anything thrown that is no `Problem` is a bug.
public abstract sealed class Problem extends RuntimeException
    permits InvalidInput, Unreadable, Unavailable, Refused {
  private final String code;
  private final String where;
  private final String hint;

  Problem(String code, String where, String message, String hint, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.where = where;
    this.hint = hint;
  }

  Problem(String code, String where, String message, String hint) {
    super(message);
    this.code = code;
    this.where = where;
    this.hint = hint;
  }

  /// Stable, `UPPER_SNAKE`; scripts depend on it.
  public final String code() {
    return code;
  }

  /// File and line, field, URL or case; never empty.
  public final String where() {
    return where;
  }

  /// What to do next, one sentence.
  public final String hint() {
    return hint;
  }

  /// What happened, never null.
  public final String what() {
    return String.valueOf(getMessage());
  }

  /// All faults that were found at once; a single problem is its own only fault.
  public List<? extends Problem> faults() {
    return List.of(this);
  }
}
