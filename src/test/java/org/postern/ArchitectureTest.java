package org.postern;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.store.MailStore;

/** Holds the code to docs/architecture.md: which package may know which, and who may touch files, threads and clocks. */
final class ArchitectureTest {

    private static final String ROOT = "org.postern.";

    /** The packages of IMAP, each of which uses only what stands before it. */
    private static final List<String> IMAP = List.of(
            "imap.codec",
            "imap.wire",
            "imap.syntax",
            "imap.response",
            "imap.state",
            "imap.fetch",
            "imap.search",
            "imap.sort",
            "imap.command",
            "imap.feature",
            "imap.session");

    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static final JavaClasses MAIN = main();

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("wire", Set.of());
        table.put("config", Set.of());
        table.put("mime", Set.of());
        table.put("store", Set.of());
        table.put("auth", Set.of());
        table.put("language", Set.of());
        table.put("audit", Set.of());
        table.put("webhook", Set.of());
        table.put("retention", Set.of("store", "audit"));
        table.put("net", Set.of("wire", "audit"));
        table.put("store.terms", Set.of("store"));
        table.put("store.maildir", Set.of("store", "store.terms", "mime"));
        table.put("store.memory", Set.of("store"));
        table.put("quota", Set.of("store"));
        table.put("sharing", Set.of("store"));
        table.put("delivery", Set.of("store", "mime", "auth", "audit"));
        table.put("lmtp.codec", Set.of("net", "wire"));
        table.put("lmtp", Set.of("lmtp.codec", "net", "wire", "auth", "audit", "delivery"));
        table.put("policy.codec", Set.of("net", "wire"));
        table.put("policy", Set.of("policy.codec", "net", "delivery"));
        table.put("pop3.codec", Set.of("net", "wire"));
        table.put("pop3", Set.of("pop3.codec", "net", "wire", "auth", "audit", "store", "language"));
        for (int i = 0; i < IMAP.size(); i++) {
            Set<String> allowed = new TreeSet<>(IMAP.subList(0, i));
            allowed.addAll(i == 0 ? Set.of("net", "wire") : Set.of("wire", "store", "mime", "auth", "language"));
            table.put(IMAP.get(i), allowed);
        }
        table.get("imap.session").addAll(Set.of("net", "audit"));
        table.put("ops", Set.of("store", "net", "audit"));
        Set<String> everything = new TreeSet<>(table.keySet());
        table.put("boot", everything);
        table.put("cli", Set.of("boot", "config", "store", "auth", "delivery", "quota", "store.maildir"));
        return table;
    }

    private static JavaClasses main() {
        try {
            Path classes = Path.of(MailStore.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new ClassFileImporter().importPath(classes);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> aPackageUsesOnlyWhatItsRowAllows() {
        return packages().stream()
                .map(name -> dynamicTest(name, () -> {
                    assertThat(MAY_USE).as("a row for package %s", name).containsKey(name);
                    assertThat(forbiddenUses(name)).isEmpty();
                }));
    }

    private static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        for (JavaClass c : MAIN) {
            names.add(shortName(c.getPackageName()));
        }
        assertThat(names).contains("store", "net", "wire");
        return names;
    }

    private static List<String> forbiddenUses(String name) {
        List<String> found = new ArrayList<>();
        for (JavaClass c : MAIN) {
            if (!shortName(c.getPackageName()).equals(name)) {
                continue;
            }
            c.getDirectDependenciesFromSelf().stream()
                    .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
                    .filter(d -> !allowed(name, shortName(d.getTargetClass().getPackageName())))
                    .forEach(d -> found.add(d.getDescription()));
        }
        return found;
    }

    private static boolean allowed(String from, String to) {
        return from.equals(to) || MAY_USE.getOrDefault(from, Set.of()).contains(to);
    }

    private static String shortName(String packageName) {
        return packageName.startsWith(ROOT) ? packageName.substring(ROOT.length()) : packageName;
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.postern.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass c : MAIN) {
            JavaPackage p = c.getPackage();
            if (!p.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(p.getName());
            }
        }
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    @Test
    void nettyStaysInTheNetwork() {
        noClasses()
                .that(outside("net", "wire", "imap.codec", "pop3.codec", "lmtp.codec", "policy.codec", "boot", "ops"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** {@code net} reads the certificate files and removes the Unix socket it made; nothing else of it touches a file. */
    @Test
    void filesAreTouchedByTheirOwners() {
        noClasses()
                .that(outside("store.maildir", "auth", "config", "boot", "cli"))
                .and(not(describe("files of net", c -> c.getFullName().matches("org\\.postern\\.net\\.(Tls|Unix).*"))))
                .and(not(describe(
                        "the bounce queue's files",
                        c -> c.getFullName().matches("org\\.postern\\.delivery\\.Queue(Directory|Notes)"))))
                .and(not(describe(
                        "the webhook's events", c -> c.getFullName().equals("org.postern.webhook.EventDirectory"))))
                .should()
                .callMethodWhere(target(describe("opens or changes a file", ArchitectureTest::touchesFiles)))
                .orShould()
                .callConstructorWhere(target(describe("opens a file", ArchitectureTest::touchesFiles)))
                .check(MAIN);
    }

    private static boolean touchesFiles(AccessTarget called) {
        return switch (called.getOwner().getFullName()) {
            case "java.nio.file.Files",
                    "java.io.File",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile" -> true;
            case "java.nio.channels.FileChannel", "java.nio.channels.AsynchronousFileChannel" ->
                called.getName().equals("open");
            default -> false;
        };
    }

    @Test
    void onlyTheNetworkMakesThreads() {
        noClasses()
                .that(outside("net", "boot"))
                .should()
                .callConstructorWhere(target(describe("makes a thread", ArchitectureTest::makesThreads)))
                .orShould()
                .callMethodWhere(target(describe("makes or borrows a thread", ArchitectureTest::makesThreads)))
                .check(MAIN);
    }

    private static boolean makesThreads(AccessTarget called) {
        return switch (called.getOwner().getFullName()) {
            case "java.util.concurrent.Executors",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "java.util.concurrent.ScheduledThreadPoolExecutor",
                    "java.util.concurrent.ForkJoinPool",
                    "java.util.Timer" -> true;
            case "java.lang.Thread" ->
                called.getName().equals("<init>") || called.getName().equals("start");
            default ->
                called.getName().equals("parallelStream")
                        || called.getFullName().startsWith("java.util.concurrent.CompletableFuture.supplyAsync")
                        || called.getFullName().startsWith("java.util.concurrent.CompletableFuture.runAsync");
        };
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(describe(
                        "Thread.sleep",
                        t -> t.getFullName().startsWith("java.lang.Thread.sleep")
                                || t.getFullName().startsWith("java.util.concurrent.TimeUnit.sleep"))))
                .check(MAIN);
    }

    @Test
    void timeComesThroughTheConstructor() {
        noClasses()
                .that(outside("boot", "cli"))
                .should()
                .callMethodWhere(target(describe("reads the machine's clock", ArchitectureTest::readsTheClock)))
                .check(MAIN);
    }

    private static boolean readsTheClock(AccessTarget called) {
        String owner = called.getOwner().getFullName();
        boolean now = called.getName().equals("now") && called.getFullName().endsWith("now()");
        return (owner.equals("java.lang.System") && called.getName().equals("currentTimeMillis"))
                || (owner.startsWith("java.time.") && now)
                || (owner.equals("java.time.Clock") && called.getName().startsWith("system"));
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(outside("boot", "cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        String[] full = Stream.of(packages).map(ROOT::concat).toArray(String[]::new);
        return not(resideInAnyPackage(full)).as("outside %s", String.join(", ", packages));
    }
}
