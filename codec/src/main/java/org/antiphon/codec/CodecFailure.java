package org.antiphon.codec;

/// Ends the work on one file inside the child.
final class CodecFailure extends Exception {
  private final transient Fault fault;

  CodecFailure(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  CodecFailure(Fault.Code code, String message, String hint) {
    this(new Fault(code, message, hint));
  }

  Fault fault() {
    return fault;
  }
}
