package org.antiphon.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.antiphon.catalogue.Isrc;
import org.antiphon.problem.Unreadable;

/// The fingerprint of one recording as a file (`.afp`): its peaks, not its hashes, so that the
/// receiver derives the landmarks of any version and checks alignments as with its own; signed by
/// whoever made it. CBOR in a COSE_Sign1 (Ed25519), gzip outside; the form is told in
/// docs/reference/afp.md. A peak list can be played as a recognisable melody of sines: it is no
/// sound, but it is not nothing either.
///
/// Whose key `signer` is, and whether that one may speak for the recording, is for the caller to
/// ask: here it is only certain that whoever holds that key signed exactly this.
///
/// @param peaks as [Fingerprinter] takes them
/// @param ids what the signer says it is
/// @param audioSha256 of the file that was fingerprinted, 64 lower-case hex digits
/// @param issued to the second
/// @param expires to the second
/// @param terms under which it was given, at most 400 characters
public record FingerprintFile(
    Peaks peaks,
    Ids ids,
    Optional<String> audioSha256,
    Instant issued,
    Optional<Instant> expires,
    String terms) {
  /// Media type of the file.
  public static final String MEDIA_TYPE = "application/vnd.antiphon.fingerprint+cbor";

  /// Bytes of the largest file that is read.
  public static final int LARGEST = 8 << 20;

  /// What a recording is called; each at most 400 characters, all may be empty.
  ///
  /// @param opaque a name that says nothing to others, for lists without titles
  public record Ids(
      Optional<Isrc> isrc,
      Optional<String> iswc,
      Optional<String> grid,
      String title,
      String artist,
      String owner,
      String opaque) {
    /// Nothing is said.
    public static final Ids NONE =
        new Ids(Optional.empty(), Optional.empty(), Optional.empty(), "", "", "", "");
  }

  /// An Ed25519 key that signs.
  public interface Signer {
    /// The raw public key, 32 bytes.
    byte[] publicKey();

    /// The 64-byte signature of a message.
    byte[] sign(byte[] message);
  }

  /// A file that was read, and whose signature holds.
  ///
  /// @param signer the raw public key, 64 lower-case hex digits
  public record Signed(FingerprintFile file, String signer) {}

  /// Writes it: the same fingerprint and key give the same bytes.
  public byte[] write(Signer signer) {
    return FingerprintEnvelope.seal(FingerprintPayload.write(this), signer);
  }

  /// Reads a file that anybody may have made: every limit is checked before it is believed.
  ///
  /// @param where the file's name, for messages
  /// @throws Unreadable where it is no such file, is damaged, breaks a limit, or its signature does
  ///   not hold
  public static Signed read(byte[] bytes, String where) {
    var opened = FingerprintEnvelope.open(bytes, where);
    return new Signed(FingerprintPayload.read(opened.payload(), where), opened.signer());
  }

  /// As above.
  public static Signed read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in.readNBytes(LARGEST + 1), file.toString());
    }
  }

  /// Whether a file begins as a fingerprint does (as gzip, which no sound does).
  public static boolean isOne(Path file) throws IOException {
    if (!Files.isRegularFile(file)) return false;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(3);
      return start.length == 3 && start[0] == 0x1f && start[1] == (byte) 0x8b && start[2] == 8;
    }
  }
}
