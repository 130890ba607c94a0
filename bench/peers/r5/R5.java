import com.conveyal.r5.analyst.FreeFormPointSet;
import com.conveyal.r5.analyst.TravelTimeComputer;
import com.conveyal.r5.analyst.cluster.RegionalTask;
import com.conveyal.r5.analyst.scenario.Scenario;
import com.conveyal.r5.api.util.LegMode;
import com.conveyal.r5.api.util.TransitModes;
import com.conveyal.r5.point_to_point.builder.TNBuilderConfig;
import com.conveyal.r5.transit.TransportNetwork;
import com.sun.management.OperatingSystemMXBean;
import gnu.trove.list.TIntList;
import gnu.trove.list.array.TIntArrayList;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * Conveyal R5 as a process that is asked again and again, as worker.ts says: for each origin the percentiles, in minutes, of the times
 * to every place over a window of departures. Building the network is not counted, nor is the first run, which joins the places to it.
 *
 * R5 FOLDER DATE START END PBF FEED...: FOLDER has places.csv and origins.csv (id,lon,lat), START and END are seconds of the day.
 */
public class R5 {
    static final int[] PERCENTILES = { 5, 25, 50, 75, 95 };

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        TransportNetwork network = null;
        RegionalTask task = null;
        double[][] origins = readPoints(Path.of(args[0], "origins.csv"));
        int[][][] times = new int[origins.length][][];
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            if (line.contains("\"open\"")) {
                network = TransportNetwork.fromFiles(args[4], List.of(args).subList(5, args.length), TNBuilderConfig.defaultConfig());
                network.transitLayer.buildDistanceTables(null);
                task = taskOf(args, pointSetOf(readPoints(Path.of(args[0], "places.csv"))));
                answers.println("{\"about\":\"R5 4.8.1\"}");
            } else if (line.contains("\"run\"")) {
                long clock = System.nanoTime(), processor = system.getProcessCpuTime();
                for (int o = 0; o < origins.length; o++) times[o] = timesFrom(origins[o], task, network);
                answers.println("{\"seconds\":" + (System.nanoTime() - clock) / 1e9 + ",\"processorSeconds\":" + (system.getProcessCpuTime() - processor) / 1e9 + "}");
            } else {
                String path = line.replaceAll(".*:\"(.*)\"}", "$1");
                try (PrintWriter file = new PrintWriter(path)) { file.println(Arrays.deepToString(times)); }
                answers.println("{}");
            }
        }
    }

    static RegionalTask taskOf(String[] args, FreeFormPointSet places) {
        RegionalTask task = new RegionalTask();
        task.date = LocalDate.parse(args[1]);
        task.fromTime = Integer.parseInt(args[2]);
        task.toTime = Integer.parseInt(args[3]);
        task.walkSpeed = 1f;
        task.maxWalkTime = 30;
        task.maxTripDurationMinutes = 60;
        task.maxRides = 4;
        task.accessModes = task.directModes = task.egressModes = EnumSet.of(LegMode.WALK);
        task.transitModes = EnumSet.allOf(TransitModes.class);
        task.percentiles = PERCENTILES;
        task.monteCarloDraws = task.getTimeWindowLengthMinutes();
        task.destinationPointSet = places;
        task.recordTimes = true;
        task.scenario = new Scenario();
        return task;
    }

    /** By percentile, then by place. */
    static int[][] timesFrom(double[] origin, RegionalTask task, TransportNetwork network) {
        RegionalTask one = task.clone();
        one.fromLon = origin[0];
        one.fromLat = origin[1];
        return new TravelTimeComputer(one, network).computeTravelTimes().travelTimes.getValues();
    }

    static double[][] readPoints(Path csv) throws Exception {
        return Files.readAllLines(csv).stream().skip(1).map(row -> row.split(",")).map(cells -> new double[] { Double.parseDouble(cells[1]), Double.parseDouble(cells[2]) }).toArray(double[][]::new);
    }

    /** In R5's own binary form: its reader of CSV would load GeoTools. */
    static FreeFormPointSet pointSetOf(double[][] points) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(points.length);
        for (int i = 0; i < points.length; i++) out.writeUTF(Integer.toString(i));
        for (double[] point : points) out.writeDouble(point[1]);
        for (double[] point : points) out.writeDouble(point[0]);
        for (int i = 0; i < points.length; i++) out.writeDouble(1);
        return new FreeFormPointSet(new ByteArrayInputStream(bytes.toByteArray())) {
            /** R5 4.8.1 has this for grids only. In its units of 1e-7 degrees. */
            @Override public TIntList getPointsInEnvelope(Envelope envelope) {
                TIntList found = new TIntArrayList();
                for (int i = 0; i < points.length; i++) if (envelope.contains(points[i][0] * 1e7, points[i][1] * 1e7)) found.add(i);
                return found;
            }
        };
    }
}
