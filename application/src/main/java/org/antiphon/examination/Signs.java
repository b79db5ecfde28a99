package org.antiphon.examination;

import java.util.Optional;
import java.util.Set;
import org.antiphon.catalogue.RecordingId;
import tools.jackson.databind.JsonNode;

/// What the examiners beside recognition found, as far as rules look at it; read from the stored
/// document, so that what was decided can be decided again from what was kept.
///
/// @param sound present where the sound carries a decoder's trace
/// @param manifest present where the file holds, or may hold, a signed statement
/// @param identity present where the credits touch an artist of the roster
/// @param picture present where the picture shown with it is a cover of the catalogue, and nobody
///   whom the roster authorises delivered it
public record Signs(
    Optional<Sound> sound,
    Optional<Manifest> manifest,
    Optional<Identity> identity,
    Optional<Picture> picture) {
  /// Signs without a picture.
  public Signs(Optional<Sound> sound, Optional<Manifest> manifest, Optional<Identity> identity) {
    this(sound, manifest, identity, Optional.empty());
  }

  /// A cover of the catalogue.
  public record Picture(RecordingId recording, String artist) {}

  /// Nothing but what recognition says.
  public static final Signs NONE = new Signs(Optional.empty(), Optional.empty(), Optional.empty());

  /// Strides (samples) at 32 kHz and above that whole-work generators end in and delivery codecs do
  /// not (detection brief, section 9).
  private static final Set<String> WHOLE_WORK =
      Set.of("44100/1024", "44100/2048", "44100/512", "32000/640");

  /// A decoder's trace.
  ///
  /// @param wholeWork a decoder of generators, not of delivery
  /// @param generatorMark a tag in the file names a generator
  public record Sound(double probability, boolean wholeWork, boolean generatorMark) {}

  /// A signed statement.
  ///
  /// @param state TRUSTED, VALID_UNTRUSTED, INVALID or UNVERIFIED
  /// @param whole it covers all of the sound
  /// @param saysAi it says that a generator made it
  /// @param ours its signer's certificate leads to a root that the operator added
  public record Manifest(String state, boolean whole, boolean saysAi, boolean ours) {}

  /// A claim to be an artist.
  ///
  /// @param conclusion IMPERSONATION, POSSIBLE, REFERENCE, AUTHORISED or NAMESAKE
  public record Identity(String conclusion, String artist, String finding) {}

  /// Reads an assessment's document.
  static Signs of(JsonNode document) {
    return new Signs(sound(document), manifest(document), identity(document), picture(document));
  }

  private static Optional<Sound> sound(JsonNode document) {
    var detect = document.path("detect");
    if (!detect.path("verdict").asString("").equals("MACHINE_MADE")) return Optional.empty();
    boolean whole = false;
    for (var decoder : detect.path("decoders"))
      whole |=
          WHOLE_WORK.contains(
              decoder.path("rateHz").asString("")
                  + "/"
                  + decoder.path("strideSamples").asString(""));
    boolean mark = false;
    for (var each : document.path("provenance").path("marks"))
      mark |= each.path("kind").asString("").contains("generator");
    return Optional.of(new Sound(detect.path("probability").asDouble(0.5), whole, mark));
  }

  private static Optional<Manifest> manifest(JsonNode document) {
    var provenance = document.path("provenance");
    String state = provenance.path("state").asString("NONE");
    if (state.equals("NONE")) return Optional.empty();
    return Optional.of(
        new Manifest(
            state,
            provenance.path("coverage").asString("").equals("FULL"),
            provenance.path("source").asString("").equals("AI"),
            provenance.path("anchor").asString("").equals("OWN")));
  }

  private static Optional<Picture> picture(JsonNode document) {
    var alike = document.path("artwork").path("alike");
    if (!alike.isObject()) return Optional.empty();
    for (var finding : document.path("impersonation").path("findings"))
      if (finding.path("code").asString("").equals("AUTHORISED")) return Optional.empty();
    return Optional.of(
        new Picture(
            new RecordingId(alike.path("recording").asString()), alike.path("artist").asString()));
  }

  private static Optional<Identity> identity(JsonNode document) {
    var impersonation = document.path("impersonation");
    String conclusion = impersonation.path("conclusion").asString("NONE");
    var first = impersonation.path("findings").path(0);
    String code = first.path("code").asString("");
    String artist = first.path("artist").asString("");
    String finding = code + ": " + first.path("evidence").asString("");
    if (!conclusion.equals("NONE")) return Optional.of(new Identity(conclusion, artist, finding));
    return switch (code) {
      case "AUTHORISED", "NAMESAKE", "REFERENCE" ->
          Optional.of(new Identity(code, artist, finding));
      default -> Optional.empty();
    };
  }
}
