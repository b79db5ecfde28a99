package org.antiphon.detection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One way to read a comb: a decoder of this rate whose strides multiply to so many samples.
///
/// @param rateHz decoder's own rate
/// @param strideSamples product of the strides still to come
public record Reading(int rateHz, int strideSamples) {
  private static final Map<Reading, Kind> KNOWN =
      Map.ofEntries(
          Map.entry(new Reading(24_000, 320), Kind.CODEC),
          Map.entry(new Reading(32_000, 640), Kind.GENERATOR),
          Map.entry(new Reading(48_000, 320), Kind.CODEC),
          Map.entry(new Reading(44_100, 512), Kind.SEVERAL),
          Map.entry(new Reading(44_100, 768), Kind.GENERATOR),
          Map.entry(new Reading(24_000, 512), Kind.SEVERAL),
          Map.entry(new Reading(44_100, 2_048), Kind.GENERATOR),
          Map.entry(new Reading(44_100, 1_024), Kind.GENERATOR),
          Map.entry(new Reading(24_000, 256), Kind.VOCODER),
          Map.entry(new Reading(24_000, 300), Kind.VOCODER),
          Map.entry(new Reading(48_000, 480), Kind.VOCODER),
          Map.entry(new Reading(48_000, 512), Kind.SEVERAL),
          Map.entry(new Reading(16_000, 256), Kind.VOCODER),
          Map.entry(new Reading(16_000, 160), Kind.VOCODER),
          Map.entry(new Reading(16_000, 320), Kind.CODEC),
          Map.entry(new Reading(48_000, 640), Kind.SEVERAL),
          Map.entry(new Reading(48_000, 1_920), Kind.GENERATOR),
          Map.entry(new Reading(22_050, 256), Kind.VOCODER),
          Map.entry(new Reading(44_100, 160), Kind.SEVERAL),
          Map.entry(new Reading(48_000, 2_048), Kind.SEVERAL),
          Map.entry(new Reading(48_000, 1_024), Kind.SEVERAL));

  /// What published decoders of this rate and stride are made for.
  public enum Kind {
    /// To deliver sound in few bits: human music may well have passed it.
    CODEC("a neural codec, through which human recordings are delivered too"),
    /// To turn a spectrogram into sound: voices, conversions, restorations, and some generators.
    VOCODER(
        "a neural vocoder, which ends converted voices, restored recordings and some generators"),
    /// The last stage of music generators.
    GENERATOR("the last stage of music generators"),
    /// More than one of these.
    SEVERAL("more than one kind: codecs, vocoders and generators"),
    /// Of no published decoder.
    UNKNOWN("no published decoder");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// As in "decoders of this rate and stride belong to ...".
    public String inWords() {
      return words;
    }
  }

  /// Whether a published decoder has this rate and stride.
  public boolean isKnown() {
    return KNOWN.containsKey(this);
  }

  /// What a published decoder with this rate and stride is for.
  public Kind kind() {
    return Optional.ofNullable(KNOWN.get(this)).orElse(Kind.UNKNOWN);
  }

  /// What all published decoders among these are for.
  static Kind kindOf(List<Reading> readings) {
    var kinds = readings.stream().filter(Reading::isKnown).map(Reading::kind).distinct().toList();
    if (kinds.isEmpty()) return Kind.UNKNOWN;
    return kinds.size() == 1 ? kinds.getFirst() : Kind.SEVERAL;
  }

  /// Distances of the teeth of published decoders, Hz, the lowest first.
  static List<Double> knownHertz() {
    return KNOWN.keySet().stream()
        .map(reading -> (double) reading.rateHz / reading.strideSamples)
        .distinct()
        .sorted()
        .toList();
  }

  /// Strides are products of small numbers: no decoder known has a prime above 7 in it.
  int largestPrime() {
    int left = strideSamples;
    int largest = 1;
    for (int p = 2; left > 1; p++)
      while (left % p == 0) {
        left /= p;
        largest = p;
      }
    return largest;
  }

  /// Those whose rate can carry the sound first, then known ones, then the smallest primes.
  static List<Reading> preferred(List<Reading> readings, double top) {
    return readings.stream()
        .sorted(
            Comparator.<Reading>comparingInt(reading -> reading.rateHz < 1.9 * top ? 1 : 0)
                .thenComparingInt(reading -> reading.isKnown() ? 0 : 1)
                .thenComparingInt(Reading::largestPrime)
                .thenComparingInt(Reading::strideSamples))
        .toList();
  }
}
