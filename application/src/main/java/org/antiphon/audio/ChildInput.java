package org.antiphon.audio;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.antiphon.codec.BrokenPipe;

/// A child's input. That it is gone shows as [BrokenPipe], which no failing disk is mistaken for.
final class ChildInput extends FilterOutputStream {
  ChildInput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new BrokenPipe("the child's input was closed", e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new BrokenPipe("the child's input was closed", e);
    }
  }
}
