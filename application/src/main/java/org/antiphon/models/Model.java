package org.antiphon.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.antiphon.problem.Unreadable;

/// A loaded network that turns sound into sound of the same length. Safe for several threads, each
/// call on its caller's own; native memory is freed with each call, the network by [#close].
public final class Model implements AutoCloseable {
  private final ModelFile file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final int rate;
  private final int stride;
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  Model(ModelFile file, OrtEnvironment environment, OrtSession session) throws OrtException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
    this.rate = number("rate");
    this.stride = number("stride");
  }

  private int number(String key) throws OrtException {
    var written = session.getMetadata().getCustomMetadata().getOrDefault(key, "");
    if (written.matches("[1-9][0-9]{0,5}")) return Integer.parseInt(written);
    session.close();
    throw new Unreadable(
        "BAD_MODEL",
        file.file().toString(),
        "its metadata gives no " + key,
        "build it again as training/README.md says");
  }

  /// The file that it came from.
  public ModelFile file() {
    return file;
  }

  /// Hz that it expects and makes.
  public int rate() {
    return rate;
  }

  /// Samples of one of its frames.
  public int stride() {
    return stride;
  }

  /// Runs it.
  ///
  /// @param mono sound at [#rate], of any length; never written to
  /// @return as many samples
  public float[] run(float[] mono) {
    if (mono.length == 0) return mono.clone();
    int whole = Math.ceilDiv(mono.length, stride) * stride;
    var padded = Arrays.copyOf(mono, whole);
    life.readLock().lock();
    try {
      if (closed) throw new IllegalStateException(file.name() + " is closed");
      return Arrays.copyOf(resynthesised(padded), mono.length);
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + " failed", e);
    } finally {
      life.readLock().unlock();
    }
  }

  private float[] resynthesised(float[] sound) throws OrtException {
    long[] shape = {1, 1, sound.length};
    try (var tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(sound), shape);
        var result = session.run(Map.of(input, tensor))) {
      if (!(result.get(0) instanceof OnnxTensor made))
        throw new OrtException("its output is no tensor");
      var samples = new float[made.getFloatBuffer().remaining()];
      made.getFloatBuffer().get(samples);
      return samples;
    }
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) return;
      closed = true;
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + " does not close", e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
