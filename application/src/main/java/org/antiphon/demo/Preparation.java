package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecPool;
import org.antiphon.demo.Plan.Planned;
import org.antiphon.models.Engine;
import org.antiphon.models.Model;
import org.antiphon.models.ModelFile;
import org.antiphon.problem.Unavailable;

/// What stands before the platforms open: the plan, its sound, a filled catalogue and roster.
final class Preparation {
  private final DemoPlaces places;
  private final CodecPool codecs;
  private final InstantSource clock;
  private final Progress progress;

  Preparation(DemoPlaces places, CodecPool codecs, InstantSource clock, Progress progress) {
    this.places = places;
    this.codecs = codecs;
    this.clock = clock;
    this.progress = progress;
  }

  /// Draws the plan, makes its sound and fills the catalogue, side by side.
  List<Planned> prepare(long seed, int count) {
    try {
      Files.createDirectories(places.scenario());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + places.work(), e);
    }
    var models = new LinkedHashMap<String, Model>();
    try {
      var engine = Engine.start(places.cache());
      for (var name : Claims.MODELS)
        models.put(name, engine.load(ModelFile.named(name, places.models())));
      return prepare(seed, count, models);
    } finally {
      models.values().forEach(Model::close);
    }
  }

  private List<Planned> prepare(long seed, int count, Map<String, Model> models) {
    var sound =
        new SoundMaker(places.samples(), new AudioReader(codecs), new AudioWriter(codecs), models);
    var samples = SampleList.read(places.samples(), sound::seconds);
    try (var catalogue = Simulation.addCatalogue(places)) {
      var uploads = Plan.draw(seed, count, samples, clock.instant());
      make(sound, uploads, seed);
      Scenario.write(places.scenario(), uploads);
      catalogue.finish(Duration.ofMinutes(3));
      try (var roster = Simulation.addRoster(places)) {
        roster.finish(Duration.ofMinutes(2));
      }
      long recordings = samples.stream().filter(s -> s.recording().isPresent()).count();
      progress.say(recordings + " recordings in the catalogue, fingerprinted");
      return uploads;
    }
  }

  private void make(SoundMaker sound, List<Planned> uploads, long seed) {
    try (var pool = Executors.newFixedThreadPool(2)) {
      var made = new ArrayList<Future<?>>();
      IntStream.range(0, uploads.size())
          .forEach(i -> made.add(pool.submit(() -> makeOne(sound, uploads.get(i), seed + i))));
      for (var one : made) one.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the uploads' sound could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("INTERRUPTED", "demo", "interrupted", "start it again", e);
    }
  }

  private void makeOne(SoundMaker sound, Planned upload, long seed) {
    sound.make(upload.recipe(), seed, places.scenario().resolve(Scenario.file(upload)));
  }
}
