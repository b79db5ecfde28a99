package org.antiphon.codec;

/// What a frame on the pipe says. Any change of these or of a payload raises
/// [CodecProgram#PROTOCOL]. Integers and floats in payloads are little-endian, except in commands
/// and reports (see [DecodeCommand], [EncodeCommand], [DecodeReport], [Fault]).
public enum FrameKind {
  /// Child, once after its start: protocol version (int).
  HELLO(1),
  /// Parent: a [DecodeCommand].
  DECODE(2),
  /// Parent: an [EncodeCommand].
  ENCODE(3),
  /// Child: bytes of the file, please: offset (long), length (int, at most
  /// [FrameWriter#MOST_PAYLOAD]).
  READ(4),
  /// Parent: those bytes; fewer or none only at the end of the file.
  BYTES(5),
  /// Child: frames to encode, please: how many at most (int).
  WANT(6),
  /// Parent: interleaved floats; none at the end.
  SAMPLES(7),
  /// Child: the next NATIVE frames have this sample rate (int) and channel count (int).
  FORMAT(8),
  /// Child: interleaved floats at the file's rate.
  NATIVE(9),
  /// Child: floats, 16 kHz mono.
  MONO(10),
  /// Child: the 16 kHz mono begins again.
  RESTART(11),
  /// Child: encoded bytes: offset in the file (long), then the bytes.
  WRITE(12),
  /// Child: a [DecodeReport], or nothing after an encoding but its CPU seconds (double), or a
  /// [PictureReport], or the length of the picture that was written (int; 0 = there is none).
  DONE(13),
  /// Child: a [Fault]; the child is ready for the next command.
  FAILED(14),
  /// Parent: a [PictureCommand].
  PICTURE(15),
  /// Parent: the picture that a sound file carries, please: size of the file (long).
  COVER(16);

  private static final FrameKind[] KINDS = values();

  private final byte wire;

  FrameKind(int wire) {
    this.wire = (byte) wire;
  }

  byte wire() {
    return wire;
  }

  static FrameKind of(byte wire) throws BrokenPipe {
    for (var kind : KINDS) if (kind.wire == wire) return kind;
    throw new BrokenPipe("a frame of unknown kind " + wire);
  }
}
