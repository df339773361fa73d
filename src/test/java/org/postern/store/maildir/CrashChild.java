package org.postern.store.maildir;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postern.store.CopyOutcome;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * A process that works on a store until it is killed, and says on standard output what was acknowledged: {@code placed tag
 * uid}, {@code flagged tag}, {@code moving tag}, {@code moved tag uid}, {@code removing tag}, {@code removed tag}.
 */
final class CrashChild {
    private final Stage stage;
    private final PrintStream out;

    private CrashChild(Stage stage, PrintStream out) {
        this.stage = stage;
        this.out = out;
    }

    /** Arguments: the mail directory, a seed. */
    public static void main(String[] args) throws Exception {
        Stage stage = Stage.open(
                Path.of(args[0]), new MaildirStore.Machine(new DiskFiles(), KernelLookout::open, Stage.SMALL));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        CrashChild child = new CrashChild(stage, out);
        stage.alice();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = args[1] + "-" + i;
            threads.add(new Thread(() -> child.work(name), name));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(String name) {
        Random random = new Random(name.hashCode());
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(new MailboxName("Sent"))) {
            for (int n = 0; n < 100_000; n++) {
                one(name + "-" + n, inbox, sent, random);
            }
        } catch (Exception e) {
            out.println("failed " + e);
        }
    }

    private void one(String tag, Mailbox inbox, Mailbox sent, Random random) throws Exception {
        UidSet uid = UidSet.of(stage.put(inbox, Tagged.text(tag), Flags.NONE));
        out.println("placed " + tag + " " + uid);
        if (random.nextBoolean()) {
            inbox.flag(uid, FlagChange.add(Flags.of(SystemFlag.FLAGGED)), Optional.empty());
            out.println("flagged " + tag);
        }
        if (random.nextInt(4) == 0) {
            inbox.claimRecent();
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                out.println("removing " + tag);
                inbox.expunge(uid);
                out.println("removed " + tag);
            }
            case 1 -> {
                out.println("moving " + tag);
                CopyOutcome outcome = inbox.move(uid, sent);
                out.println("moved " + tag + " " + outcome.target());
            }
            default -> inbox.refresh();
        }
    }
}
