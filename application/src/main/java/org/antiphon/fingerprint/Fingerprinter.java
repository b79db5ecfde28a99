package org.antiphon.fingerprint;

/// Turns sound into its [Peaks]. Thread-safe; each stream belongs to one thread.
public final class Fingerprinter {
  private final LandmarkParameters parameters;

  /// By the recipe of this version.
  public Fingerprinter() {
    this(LandmarkParameters.current());
  }

  /// By a recipe.
  public Fingerprinter(LandmarkParameters parameters) {
    this.parameters = parameters;
  }

  /// Peaks of a whole sound.
  ///
  /// @param samples 16 kHz mono, full scale is 1
  public Peaks peaks(float[] samples) {
    var stream = stream();
    stream.push(samples, 0, samples.length);
    return stream.finish();
  }

  /// Begins a sound that comes in chunks; however it is cut, the peaks are the same to the last
  /// bit. Holds some 600 KB and the peaks found so far.
  public PeakStream stream() {
    return new PeakStream(parameters);
  }

  /// A sound on its way in. Not thread-safe.
  public static final class PeakStream {
    private final PeakPicker picker;
    private final ConstantQ bins;

    private PeakStream(LandmarkParameters parameters) {
      picker = new PeakPicker(parameters);
      bins = new ConstantQ(parameters, picker);
    }

    /// Takes the next samples: 16 kHz mono, full scale is 1.
    public void push(float[] samples, int from, int count) {
      bins.push(samples, from, count);
    }

    /// Ends the sound.
    public Peaks finish() {
      bins.finish();
      return picker.finish();
    }
  }
}
