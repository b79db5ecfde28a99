package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.util.List;
import org.antiphon.codec.DecodeCommand.Bounds;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// One reading of the file from its beginning to its end, frame by frame to every consumer. All
/// native memory is freed by name: JavaCPP's collector is switched off in the child, since it would
/// free what native code still writes to.
final class Pass {
  private static final int PACKETS_PER_LOOK = 256;

  private final SoundFile sound;
  private final Bounds bounds;
  private final CpuClock clock;
  private final PacketWatch packets;
  private final List<Consumer> consumers;
  private final Planes planes = new Planes();
  private double secondsBefore;
  private long framesAtRate;
  private int rateNow = 1;
  private long frames;
  private int damaged;
  private int firstRate;
  private int firstChannels;

  Pass(
      SoundFile sound,
      Bounds bounds,
      CpuClock clock,
      PacketWatch packets,
      List<Consumer> consumers) {
    this.sound = sound;
    this.bounds = bounds;
    this.clock = clock;
    this.packets = packets;
    this.consumers = List.copyOf(consumers);
  }

  void run() throws IOException, CodecFailure {
    var packet = av_packet_alloc();
    var frame = av_frame_alloc();
    try {
      for (int count = 1; sound.read(packet); count++) {
        if (count == 1 && Misfits.isEncrypted(packet)) throw Misfits.encrypted();
        packets.take(packet);
        decode(packet, frame);
        av_packet_unref(packet);
        if (count % PACKETS_PER_LOOK == 0) checkClock();
      }
      avcodec_send_packet(sound.decoder(), (AVPacket) null);
      receive(frame);
      for (var consumer : consumers) consumer.finish();
    } finally {
      av_packet_free(packet);
      av_frame_free(frame);
      consumers.forEach(Consumer::close);
    }
  }

  private void decode(AVPacket packet, AVFrame frame) throws IOException, CodecFailure {
    int sent = avcodec_send_packet(sound.decoder(), packet);
    if (sent < 0 && sent != AVERROR_EAGAIN()) damaged++;
    receive(frame);
  }

  private void receive(AVFrame frame) throws IOException, CodecFailure {
    while (true) {
      int got = avcodec_receive_frame(sound.decoder(), frame);
      if (got == AVERROR_EAGAIN() || got == AVERROR_EOF()) return;
      if (got < 0) {
        damaged++;
        return;
      }
      hand(frame);
      av_frame_unref(frame);
    }
  }

  private void hand(AVFrame frame) throws IOException, CodecFailure {
    if (frame.nb_samples() <= 0) return;
    int rate = frame.sample_rate();
    Misfits.checkShape(rate, frame.ch_layout().nb_channels());
    if (frames == 0) {
      firstRate = rate;
      firstChannels = frame.ch_layout().nb_channels();
    }
    if (rate != rateNow) {
      secondsBefore = seconds();
      framesAtRate = 0;
      rateNow = rate;
    }
    frames += frame.nb_samples();
    framesAtRate += frame.nb_samples();
    if (seconds() > bounds.seconds()) throw tooLong();
    if (consumers.isEmpty()) return;
    planes.take(frame);
    for (var consumer : consumers) consumer.take(planes, rate);
  }

  private void checkClock() throws CodecFailure {
    if (clock.seconds() > bounds.cpuSeconds())
      throw new CodecFailure(
          Fault.Code.TIMED_OUT,
          "took more than %.0f s of computing".formatted(bounds.cpuSeconds()),
          "convert it to FLAC or MP3 first");
  }

  private CodecFailure tooLong() {
    return new CodecFailure(
        Fault.Code.TOO_LONG,
        "holds more than %.0f s of sound".formatted(bounds.seconds()),
        "cut it into shorter files");
  }

  double seconds() {
    return secondsBefore + (double) framesAtRate / rateNow;
  }

  long frames() {
    return frames;
  }

  int damaged() {
    return damaged;
  }

  int firstRate() {
    return firstRate;
  }

  int firstChannels() {
    return firstChannels;
  }
}
