package org.antiphon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Which commands there are.
final class Commands {
  private Commands() {}

  static void addTo(CommandLine root, Kit kit) {
    root.addSubcommand(
        new CommandLine(new CatalogueCommand())
            .addSubcommand(new CatalogueAdd(kit))
            .addSubcommand(new CatalogueList(kit))
            .addSubcommand(new CatalogueShow(kit))
            .addSubcommand(new CatalogueRemove(kit))
            .addSubcommand(new CatalogueExclude(kit))
            .addSubcommand(new CatalogueSong(kit))
            .addSubcommand(new CatalogueAllow(kit))
            .addSubcommand(new CatalogueExport(kit))
            .addSubcommand(new CatalogueFingerprint(kit)));
    root.addSubcommand(
        new CommandLine(new RosterCommand())
            .addSubcommand(new RosterAdd(kit))
            .addSubcommand(new RosterList(kit)));
    root.addSubcommand(new IdentifyCommand(kit));
    root.addSubcommand(new DetectCommand(kit));
    root.addSubcommand(new ProvenanceCommand(kit));
    root.addSubcommand(new SignCommand(kit));
    root.addSubcommand(new ScanCommand(kit));
    root.addSubcommand(new ScreenCommand(kit));
    root.addSubcommand(
        new CommandLine(new TrustCommand())
            .addSubcommand(new TrustList(kit))
            .addSubcommand(new TrustAdd(kit))
            .addSubcommand(new TrustRemove(kit)));
    root.addSubcommand(
        new CommandLine(new ConfigCommand())
            .addSubcommand(new ConfigShow(kit))
            .addSubcommand(new ConfigInit(kit)));
    root.addSubcommand(new CommandLine(new IntakeCommand()).addSubcommand(new IntakeAdd(kit)));
    root.addSubcommand(
        new CommandLine(new CaseCommand())
            .addSubcommand(new CaseList(kit))
            .addSubcommand(new CaseOpen(kit))
            .addSubcommand(new CaseShow(kit))
            .addSubcommand(new CaseAttest(kit))
            .addSubcommand(new CaseRetract(kit)));
    root.addSubcommand(
        new CommandLine(new LedgerCommand())
            .addSubcommand(new LedgerVerify(kit))
            .addSubcommand(new LedgerCheckpoint(kit)));
    root.addSubcommand(
        new CommandLine(new EvidenceCommand())
            .addSubcommand(new EvidenceExport(kit))
            .addSubcommand(new EvidenceVerify(kit))
            .addSubcommand(new EvidenceRerun(kit)));
    root.addSubcommand(
        new CommandLine(new EvalCommand())
            .addSubcommand(new EvalIdentify(kit))
            .addSubcommand(new EvalDetect(kit))
            .addSubcommand(new EvalImpersonation(kit))
            .addSubcommand(new EvalArtwork(kit))
            .addSubcommand(new EvalProvenance(kit)));
    root.addSubcommand(bench(kit));
    root.addSubcommand(
        new CommandLine(new WebhookCommand())
            .addSubcommand(new WebhookList(kit))
            .addSubcommand(new WebhookAdd(kit))
            .addSubcommand(new WebhookRemove(kit))
            .addSubcommand(new WebhookReplay(kit)));
    root.addSubcommand(
        new CommandLine(new GraphCommand())
            .addSubcommand(new GraphExportCommand(kit))
            .addSubcommand(new GraphDiff(kit)));
    root.addSubcommand(simulate());
    root.addSubcommand(new DoctorCommand(kit));
    root.addSubcommand(new BackupCommand(kit));
    root.addSubcommand(new RestoreCommand(kit));
    root.addSubcommand(new CompletionCommand(kit));
    root.addSubcommand(new HelpCommand(kit));
    kit.workshop().serving().ifPresent(each -> root.addSubcommand(new ServeCommand(kit, each)));
    kit.workshop().demonstration().ifPresent(each -> root.addSubcommand(demo(kit, each)));
  }

  /// Its data lie elsewhere than everybody's.
  private static CommandLine demo(Kit kit, Workshop.Demonstration demonstration) {
    var demo = new CommandLine(new DemoCommand(kit, demonstration));
    var spec = demo.getCommandSpec();
    var data = spec.findOption("--data");
    spec.remove(data);
    spec.addOption(
        OptionSpec.builder(data)
            .description("Data directory (default: a temporary folder, deleted at the end).")
            .build());
    return demo;
  }

  private static CommandLine bench(Kit kit) {
    var bench =
        new CommandLine(new BenchCommand())
            .addSubcommand(new BenchScan(kit))
            .addSubcommand(new BenchDetect(kit))
            .addSubcommand(new BenchFingerprint(kit))
            .addSubcommand(new BenchIndex(kit))
            .addSubcommand(new BenchImpersonation(kit))
            .addSubcommand(new BenchProvenance(kit))
            .addSubcommand(new BenchStart(kit))
            .addSubcommand(new BenchNetwork(kit))
            .addSubcommand(new BenchScreening(kit));
    kit.workshop()
        .drilling()
        .ifPresent(each -> bench.addSubcommand(new BenchEnforcement(kit, each)));
    return bench;
  }

  /// Everything after the command's name is the simulator's own.
  private static CommandLine simulate() {
    return new CommandLine(new SimulateCommand()).setUnmatchedOptionsArePositionalParams(true);
  }
}
