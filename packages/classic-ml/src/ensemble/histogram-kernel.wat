;; Histograms of four features at a time over the samples of a node, and the division of a node's samples. Built into
;; histogram-kernel.ts by tooling/wasm/build.mjs.
;;
;; samples: count int32 sample numbers; columns: uint8 bins of the first feature, those of the next ones `stride` bytes further on each.
(module
  (import "env" "memory" (memory 1 65536))

  ;; sums: four features x 256 bins x (gradient, Hessian) in float64, added to. pairs: (gradient, Hessian) of each sample.
  (func (export "addPairs")
    (param $samples i32) (param $count i32) (param $pairs i32) (param $columns i32) (param $stride i32) (param $sums i32)
    (local $end i32) (local $sample i32) (local $pair v128) (local $bin i32) (local $at i32)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $samples) (local.get $end)))
        (local.set $sample (i32.load (local.get $samples)))
        (local.set $pair (v128.load (i32.add (local.get $pairs) (i32.shl (local.get $sample) (i32.const 4)))))
        (local.set $bin (i32.add (local.get $columns) (local.get $sample)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store (local.get $at) (f64x2.add (v128.load (local.get $at)) (local.get $pair)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store offset=4096 (local.get $at) (f64x2.add (v128.load offset=4096 (local.get $at)) (local.get $pair)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store offset=8192 (local.get $at) (f64x2.add (v128.load offset=8192 (local.get $at)) (local.get $pair)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store offset=12288 (local.get $at) (f64x2.add (v128.load offset=12288 (local.get $at)) (local.get $pair)))
        (local.set $samples (i32.add (local.get $samples) (i32.const 4)))
        (br $next))))

  ;; counts: four features x 256 bins in int32, added to.
  (func (export "addCounts")
    (param $samples i32) (param $count i32) (param $columns i32) (param $stride i32) (param $counts i32)
    (local $end i32) (local $bin i32) (local $at i32)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $samples) (local.get $end)))
        (local.set $bin (i32.add (local.get $columns) (i32.load (local.get $samples))))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store offset=1024 (local.get $at) (i32.add (i32.load offset=1024 (local.get $at)) (i32.const 1)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store offset=2048 (local.get $at) (i32.add (i32.load offset=2048 (local.get $at)) (i32.const 1)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store offset=3072 (local.get $at) (i32.add (i32.load offset=3072 (local.get $at)) (i32.const 1)))
        (local.set $samples (i32.add (local.get $samples) (i32.const 4)))
        (br $next))))

  ;; Puts the samples whose bin is marked by 1 in `table` (256 bytes) before the others, all in the order they had; `right` is room for
  ;; count int32. Each sample is written to both sides and only one of them moves on: there is no branch to guess wrong. Returns how many
  ;; are marked.
  (func (export "partition")
    (param $samples i32) (param $count i32) (param $column i32) (param $table i32) (param $right i32) (result i32)
    (local $start i32) (local $at i32) (local $end i32) (local $to i32) (local $sample i32) (local $step i32)
    (local.set $start (local.get $samples))
    (local.set $at (local.get $samples))
    (local.set $to (local.get $right))
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (local.set $sample (i32.load (local.get $at)))
        (i32.store (local.get $samples) (local.get $sample))
        (i32.store (local.get $to) (local.get $sample))
        (local.set $step
          (i32.shl
            (i32.load8_u (i32.add (local.get $table) (i32.load8_u (i32.add (local.get $column) (local.get $sample)))))
            (i32.const 2)))
        (local.set $samples (i32.add (local.get $samples) (local.get $step)))
        (local.set $to (i32.add (local.get $to) (i32.sub (i32.const 4) (local.get $step))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (memory.copy (local.get $samples) (local.get $right) (i32.sub (local.get $to) (local.get $right)))
    (i32.shr_u (i32.sub (local.get $samples) (local.get $start)) (i32.const 2))))
