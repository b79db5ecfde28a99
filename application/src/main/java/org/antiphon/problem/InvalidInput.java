package org.antiphon.problem;

import java.util.List;

/// Input that its sender must mend: a field, an option, a row. Nothing was changed by it.
public final class InvalidInput extends Problem {
  private final List<InvalidInput> faults;

  /// Says all four parts.
  ///
  /// @param where file:line, option or JSON pointer
  /// @param message what is wrong with it
  /// @param hint what to write instead
  public InvalidInput(String code, String where, String message, String hint) {
    super(code, where, message, hint);
    this.faults = List.of();
  }

  private InvalidInput(List<InvalidInput> faults) {
    super(
        faults.getFirst().code(),
        faults.getFirst().where(),
        faults.getFirst().what(),
        faults.getFirst().hint());
    this.faults = List.copyOf(faults);
  }

  /// One problem that carries every fault of a file or a request, in their order.
  ///
  /// @param faults at least one
  public static InvalidInput all(List<InvalidInput> faults) {
    return new InvalidInput(faults);
  }

  @Override
  public List<InvalidInput> faults() {
    return faults.isEmpty() ? List.of(this) : faults;
  }
}
