package org.antiphon.demo;

import java.util.Optional;

/// How one upload's sound is made from a sample.
///
/// @param sample the excerpt, relative to `samples/`
/// @param from where in it the cut begins, seconds
/// @param seconds how much of it is taken, before any change of speed
/// @param disguise what is done to the cut
/// @param codec what it is delivered in
/// @param noiseDb signal to noise, dB; absent: none
/// @param under foreign music that the cut lies over, if any
/// @param model name of the neural codec that it was sent through, if any
/// @param comment in the file's tags, if any
record Recipe(
    String sample,
    double from,
    double seconds,
    Disguise disguise,
    Delivery codec,
    Optional<Double> noiseDb,
    Optional<Bed> under,
    Optional<String> model,
    Optional<String> comment) {

  /// A change of speed and pitch; `1, 0` is none.
  ///
  /// @param name as the table shows it
  /// @param tempo upload speed over recording speed
  /// @param semitones upload pitch over recording pitch
  record Disguise(String name, double tempo, double semitones) {
    static final Disguise NONE = new Disguise("none", 1, 0);

    /// Played faster or slower: tempo and pitch move together.
    static Disguise speed(double percent) {
      double factor = 1 + percent / 100;
      return new Disguise(signed("speed", percent) + " %", factor, 12 * Math.log(factor) / LN2);
    }

    static Disguise tempo(double percent) {
      return new Disguise(signed("tempo", percent) + " %", 1 + percent / 100, 0);
    }

    static Disguise pitch(double semitones) {
      return new Disguise(signed("pitch", semitones) + " st", 1, semitones);
    }

    private static final double LN2 = Math.log(2);

    private static String signed(String name, double amount) {
      return "%s %+.0f".formatted(name, amount);
    }
  }

  /// A codec and its bit rate.
  ///
  /// @param extension of the file, without the dot
  /// @param kilobits a second; 0 where the codec is lossless
  record Delivery(String extension, int kilobits) {
    String inWords() {
      return kilobits == 0 ? extension : extension + " " + kilobits + "k";
    }
  }

  /// Foreign music under the cut.
  ///
  /// @param sample the excerpt, relative to `samples/`
  /// @param lead seconds of it alone before the cut begins
  /// @param levelDb its level beside the cut's, dB
  record Bed(String sample, double lead, double levelDb) {}

  /// The same cut, sent through a neural codec and delivered so that its trace is kept.
  Recipe renderedBy(String network, Delivery delivery) {
    return new Recipe(
        sample, from, seconds, disguise, delivery, noiseDb, under, Optional.of(network), comment);
  }

  /// The same, with a comment in the file's tags.
  Recipe commented(String text) {
    return new Recipe(
        sample, from, seconds, disguise, codec, noiseDb, under, model, Optional.of(text));
  }

  /// Seconds from the upload's beginning to the cut's.
  double lead() {
    return under.map(Bed::lead).orElse(0.0);
  }

  /// Length of the upload's part that shows the cut, seconds.
  double heardSeconds() {
    return seconds / disguise.tempo();
  }

  String inWords() {
    var words = new StringBuilder(disguise.name());
    noiseDb.ifPresent(db -> words.append(", noise %.0f dB".formatted(db)));
    under.ifPresent(bed -> words.append(", over other music"));
    model.ifPresent(name -> words.append(", rendered by ").append(name));
    return words.append(", ").append(codec.inWords()).toString();
  }
}
