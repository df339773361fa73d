package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.Summaries;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * An index, and an index with one of its caches, are made smaller, and each single change to the disk that takes fails, or finds the
 * disk full, or is the last of a killed process. What was acknowledged holds, in the same process and in the next one; so
 * do UIDs, UIDVALIDITY and the order of mod-sequences; a session that reads the old cache goes on; a check finds no fault.
 */
final class CompactionFaultTest {
    /** What is made smaller in the course of the script. */
    private enum Subject {
        INDEX,
        CACHE_AND_INDEX,
        SMALL_MESSAGES_AND_INDEX;

        MaildirSettings settings() {
            MaildirSettings settings = MaildirSettings.of("test").withKeepSmall(0);
            return switch (this) {
                case INDEX -> settings;
                case CACHE_AND_INDEX -> settings.withSummarizer(new SampleSummarizer(1));
                case SMALL_MESSAGES_AND_INDEX -> settings.withKeepSmall(1000);
            };
        }

        String file() {
            return switch (this) {
                case INDEX -> IndexFile.FILE;
                case CACHE_AND_INDEX -> CacheKind.SUMMARIES.file();
                case SMALL_MESSAGES_AND_INDEX -> CacheKind.CONTENTS.file();
            };
        }
    }

    private interface Step {
        void run(Stage stage, Mailbox inbox) throws StoreException;
    }

    /** Messages by UID, each as its text and flags. */
    private record State(Map<Long, String> messages, long validity, long modSeq) {}

    /**
     * What happens when nothing goes wrong.
     *
     * @param states before each step and after the last
     * @param first number of the first change of the step in which something was made smaller
     * @param last number of the last change of the step after it
     */
    private record Course(List<Step> steps, List<State> states, int first, int last) {}

    /** Steps after the one in which something was made smaller. */
    private static final int AFTERWARDS = 2;

    private static final int MOST_STEPS = 200;

    @TempDir
    private Path temporary;

    private int places;

    @TestFactory
    Stream<DynamicTest> aFaultAnywhereHarmsNothing() {
        return Stream.of(Subject.values())
                .flatMap(subject -> Stream.of(FaultyFiles.Fault.values())
                        .map(fault -> DynamicTest.dynamicTest(subject + ", " + fault, () -> all(subject, fault))));
    }

    private void all(Subject subject, FaultyFiles.Fault fault) throws Exception {
        Course course = withoutFault(subject);
        assertThat(course.last() - course.first()).as("changes").isGreaterThan(8);
        for (int at = course.first(); at <= course.last(); at++) {
            try {
                run(subject, course, new FaultyFiles(fault, at));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("change " + at + " of " + course.first() + " to " + course.last(), e);
            }
        }
    }

    private Path place() {
        return temporary.resolve(String.valueOf(places++));
    }

    private static Stage open(Path place, Subject subject, FileLayer files) throws StoreException {
        MaildirStore.Machine machine = new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL);
        return Stage.open(place, machine, subject.settings());
    }

    /** A message comes, the one before is flagged, the fourth last goes. */
    private static Step step(int number) {
        return switch (number % 3) {
            case 0 -> (stage, inbox) -> stage.put(inbox, "message " + number, Flags.of(SystemFlag.SEEN));
            case 1 ->
                (stage, inbox) -> {
                    Flags flags = Flags.of(Set.of(SystemFlag.FLAGGED), List.of("k" + number % 5));
                    inbox.flag(UidSet.of(inbox.refresh().uids().max()), FlagChange.add(flags), Optional.empty());
                };
            default ->
                (stage, inbox) -> {
                    MailboxSnapshot now = inbox.refresh();
                    inbox.expunge(now.size() > 3 ? UidSet.of(now.uid(0)) : UidSet.NONE);
                };
        };
    }

    private Course withoutFault(Subject subject) throws Exception {
        FaultyFiles files = FaultyFiles.sound();
        List<Step> steps = new ArrayList<>();
        List<State> states = new ArrayList<>();
        int first = 0;
        int left = AFTERWARDS;
        try (Stage stage = open(place(), subject, files);
                Mailbox inbox = stage.inbox()) {
            states.add(state(inbox));
            while (first == 0 || left-- > 0) {
                int before = files.changes() + 1;
                long size = size(stage, subject);
                Step step = step(steps.size());
                step.run(stage, inbox);
                stage.store().writeLedgers();
                steps.add(step);
                states.add(state(inbox));
                if (first == 0 && size(stage, subject) < size) {
                    first = before;
                }
                assertThat(steps).as("nothing is ever made smaller").hasSizeLessThan(MOST_STEPS);
            }
        }
        return new Course(steps, states, first, files.changes());
    }

    private static long size(Stage stage, Subject subject) throws IOException {
        Path file = stage.root().resolve(subject.file());
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static State state(Mailbox inbox) throws StoreException, IOException {
        MailboxSnapshot now = inbox.refresh();
        Map<Long, String> messages = new TreeMap<>();
        for (int row = 0; row < now.size(); row++) {
            messages.put(now.uid(row), Stage.text(inbox, now.uid(row)) + " " + now.flags(row));
        }
        return new State(messages, now.info().uidValidity(), now.highestModSeq().value());
    }

    private void run(Subject subject, Course course, FaultyFiles files) throws Exception {
        Path place = place();
        Set<Long> used = new TreeSet<>();
        Stage stage = open(place, subject, files);
        int done = 0;
        try (Mailbox inbox = stage.inbox();
                Summaries reading = inbox.summaries()) {
            try {
                for (Step step : course.steps()) {
                    step.run(stage, inbox);
                    done++;
                    stage.store().writeLedgers();
                    read(inbox, reading);
                }
            } catch (StoreException e) {
                assertThat(e.problem()).isIn(Problem.UNAVAILABLE, Problem.DISK_FULL);
            }
            if (!files.isStopped()) {
                files.mend();
                checkHolds(stage, course.states(), done, used);
            }
        }
        stage.close(); // after a stop nothing of this reaches the disk
        try (Stage again = open(place, subject, FaultyFiles.sound())) {
            checkHolds(again, course.states(), done, used);
        }
    }

    /** A session that reads, and has the file open that was there when it began. */
    private static void read(Mailbox inbox, Summaries reading) throws StoreException {
        for (long uid : inbox.snapshot().uids().stream().toArray()) {
            reading.of(uid);
        }
    }

    private static void checkHolds(Stage stage, List<State> states, int done, Set<Long> used) throws Exception {
        StoreInvariants.check(stage.alice()); // reads every summary: one that is not in its place is made anew
        State before = states.get(done);
        State after = states.get(Math.min(done + 1, states.size() - 1));
        try (Mailbox inbox = stage.inbox()) {
            State now = state(inbox);
            now.messages().values().removeIf(text -> text.startsWith("afterwards"));
            assertThat(now.messages()).isIn(before.messages(), after.messages());
            used.addAll(inbox.snapshot().uids().stream().boxed().toList());
            long uid = stage.put(inbox, "afterwards", Flags.NONE);
            assertThat(used.add(uid)).as("UID %s is new", uid).isTrue();
            assertThat(uid)
                    .isEqualTo(used.stream().mapToLong(Long::longValue).max().orElse(0));
            assertThat(inbox.snapshot().highestModSeq().value()).isGreaterThan(before.modSeq());
        }
        CheckReport report = stage.store().administration().check(Stage.ALICE, CheckDepth.CONTENTS);
        assertThat(report.left(Finding.Severity.FAULT)).as("%s", report).isZero();
    }
}
