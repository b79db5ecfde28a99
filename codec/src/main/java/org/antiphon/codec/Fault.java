package org.antiphon.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Why a file cannot be decoded, or not to its end: code, what happened, what to do. The parent
/// knows where, and turns it into its own kind of problem.
public record Fault(Code code, String message, String hint) {
  /// The codes that a child can find; the names are part of the product's contract.
  public enum Code {
    NOT_AUDIO,
    TRUNCATED,
    TOO_SHORT,
    TOO_LONG,
    TOO_LARGE,
    ENCRYPTED,
    UNREADABLE,
    TIMED_OUT
  }

  /// For the pipe.
  public byte[] toBytes() {
    return Payload.write(this::write);
  }

  /// From the pipe.
  public static Fault from(byte[] payload) throws BrokenPipe {
    return Payload.read(payload, Fault::read);
  }

  void write(DataOutput out) throws IOException {
    Payload.text(out, code.name());
    Payload.text(out, message);
    Payload.text(out, hint);
  }

  static Fault read(DataInput in) throws IOException {
    return new Fault(Code.valueOf(Payload.text(in)), Payload.text(in), Payload.text(in));
  }

  CodecFailure asFailure() {
    return new CodecFailure(this);
  }
}
