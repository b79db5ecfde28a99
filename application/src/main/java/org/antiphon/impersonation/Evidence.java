package org.antiphon.impersonation;

import java.util.Optional;

/// What the other examiners know of the same upload.
///
/// @param machineMade whether a neural decoder rendered the sound
/// @param recordingOfIsrc whether the sound is the recording that the shown ISRC names; UNKNOWN
///   also where the catalogue does not hold that recording
/// @param generatorMark who says that a generator made it, in words: a tag or manifest in the file
/// @param voice a singer alike; no model of ours says so yet
/// @param artworkOf name of the roster artist whose cover the picture equals
public record Evidence(
    Answer machineMade,
    Answer recordingOfIsrc,
    Optional<String> generatorMark,
    Optional<Voice> voice,
    Optional<String> artworkOf) {
  /// Nothing is known.
  public static final Evidence NONE = of(Answer.UNKNOWN, Answer.UNKNOWN);

  /// What an examiner said.
  public enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /// The two answers that a list can give.
  public static Evidence of(Answer machineMade, Answer recordingOfIsrc) {
    return new Evidence(
        machineMade, recordingOfIsrc, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// As it is, with a mark that the file bears.
  public Evidence marked(Optional<String> generator) {
    return new Evidence(machineMade, recordingOfIsrc, generator, voice, artworkOf);
  }

  /// As it is, with the artist whose cover the picture is.
  public Evidence showing(Optional<String> artist) {
    return new Evidence(machineMade, recordingOfIsrc, generatorMark, voice, artist);
  }

  /// A voice like that of a roster artist.
  ///
  /// @param recordings enrolled recordings that it was held against
  /// @param consent the person's consent to the enrolment is on file
  public record Voice(String artist, double similarity, int recordings, boolean consent) {}

  boolean saysMachineMade() {
    return machineMade == Answer.YES;
  }
}
