package org.antiphon.audio;

import java.io.IOException;
import java.nio.file.Path;

/// A process that starts a codec child, says its pid, and waits to be killed.
final class MortalParent {
  private MortalParent() {}

  public static void main(String[] arguments) throws IOException {
    var pool = new CodecPool(CodecSettings.in(Path.of(arguments[0])).withWorkers(1));
    pool.decode(Path.of(arguments[1]), DecodeRequest.nothing());
    System.out.println(pool.workers().iterator().next().pid());
    System.out.flush();
    var _ = System.in.read();
  }
}
