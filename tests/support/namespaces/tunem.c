// tunem: userspace netem between two network namespaces over two TUN devices.
// usage: tunem NSA IPA NSB IPB -a 'rate=512k,delay=150,loss=5,jitter=0,limit=64000' -b '...' -t SECONDS -d DEVICE
//  A namespace "-" is the one tunem was started in. DEVICE (em0) is the name of the TUN device on both sides.
//  -a shapes A->B, -b shapes B->A. delay/jitter ms, loss %, limit bytes, rate bit/s (k/m suffix), burst=p,r (Gilbert-Elliott: gp,gr in %)
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <signal.h>
#include <time.h>
#include <sys/ioctl.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <net/if.h>
#include <linux/if_tun.h>
#include <arpa/inet.h>
typedef struct pkt { struct pkt *next; uint64_t at; int len; unsigned char d[]; } pkt;
typedef struct { double rate, delay, jitter, loss, gp, gr; long limit; int bad; uint64_t lastdep, lastdel; long backlog;
  pkt *head,*tail; uint64_t n, bytes, dl, dq, sent; int in, out; } dir;
static volatile int stop; static void onsig(int s){ (void)s; stop=1; }
static uint64_t now(){ struct timespec t; clock_gettime(CLOCK_MONOTONIC,&t); return t.tv_sec*1000000000ull+t.tv_nsec; }
static double rnd(){ return drand48()*100.0; }
static double num(const char*s){ char*e; double v=strtod(s,&e); if(*e=='k')v*=1e3; if(*e=='m')v*=1e6; return v; }
static void parse(dir*d,char*s){ d->limit=1000000; for(char*p=strtok(s,",");p;p=strtok(0,",")){ char*q=strchr(p,'='); if(!q)continue; *q++=0; double v=num(q);
  if(!strcmp(p,"rate"))d->rate=v; else if(!strcmp(p,"delay"))d->delay=v; else if(!strcmp(p,"jitter"))d->jitter=v; else if(!strcmp(p,"loss"))d->loss=v;
  else if(!strcmp(p,"limit"))d->limit=v; else if(!strcmp(p,"gp"))d->gp=v; else if(!strcmp(p,"gr"))d->gr=v; } }
static const char*device="em0"; static int home=-1;
static int mktun(const char*ns,const char*ip,const char*peer){
  char path[128]; snprintf(path,sizeof path,"/run/netns/%s",ns); int f=strcmp(ns,"-")?open(path,O_RDONLY):dup(home);
  if(f<0||setns(f,CLONE_NEWNET)){perror(path);exit(1);} close(f);
  int t=open("/dev/net/tun",O_RDWR|O_NONBLOCK); struct ifreq r; memset(&r,0,sizeof r); r.ifr_flags=IFF_TUN|IFF_NO_PI; snprintf(r.ifr_name,sizeof r.ifr_name,"%s",device);
  if(t<0||ioctl(t,TUNSETIFF,&r)<0){perror("tun");exit(1);} char c[256];
  snprintf(c,sizeof c,"ip addr add %s peer %s dev %s && ip link set %s up mtu 1500 txqueuelen 1000",ip,peer,device,device); if(system(c))exit(1);
  if(system("ip link set lo up"))exit(1); return t; }
static void arm(int tf,dir*a,dir*b){ uint64_t t=0; if(a->head)t=a->head->at; if(b->head&&(!t||b->head->at<t))t=b->head->at; struct itimerspec i; memset(&i,0,sizeof i);
  if(t){ i.it_value.tv_sec=t/1000000000ull; i.it_value.tv_nsec=t%1000000000ull; } timerfd_settime(tf,TFD_TIMER_ABSTIME,&i,0); }
static void rd(dir*d){ unsigned char b[2048]; int n; while((n=read(d->in,b,sizeof b))>0){ if((b[0]>>4)!=4) continue; uint64_t t=now(); d->n++; d->bytes+=n;
  if(d->gp>0){ if(d->bad){ if(rnd()<d->gr)d->bad=0; } else if(rnd()<d->gp)d->bad=1; if(d->bad){d->dl++;continue;} }
  if(d->loss>0&&rnd()<d->loss){d->dl++;continue;}
  uint64_t dep=t; if(d->rate>0){ if(d->lastdep<t)d->lastdep=t; double backlog=(d->lastdep-t)*d->rate/8e9; if(backlog+n>d->limit){d->dq++;continue;}
    d->lastdep+=(uint64_t)(n*8e9/d->rate); dep=d->lastdep; }
  uint64_t at=dep+(uint64_t)((d->delay+(d->jitter>0?d->jitter*(2*drand48()-1):0))*1e6); if(at<d->lastdel)at=d->lastdel; d->lastdel=at;
  pkt*p=malloc(sizeof(pkt)+n); p->next=0;p->at=at;p->len=n;memcpy(p->d,b,n); if(d->tail)d->tail->next=p; else d->head=p; d->tail=p; } }
static void fl(dir*d){ uint64_t t=now(); while(d->head&&d->head->at<=t){ pkt*p=d->head; if(write(d->out,p->d,p->len)>0)d->sent++; d->head=p->next; if(!d->head)d->tail=0; free(p);} }
int main(int c,char**v){ if(c<5)return 1; dir a={0},b={0}; int secs=600; a.limit=b.limit=1000000; char*sa=0,*sb=0;
  for(int i=5;i<c-1;i+=2){ if(!strcmp(v[i],"-a"))sa=v[i+1]; if(!strcmp(v[i],"-b"))sb=v[i+1]; if(!strcmp(v[i],"-t"))secs=atoi(v[i+1]); if(!strcmp(v[i],"-d"))device=v[i+1]; }
  home=open("/proc/self/ns/net",O_RDONLY);
  if(sa)parse(&a,strdup(sa)); if(sb)parse(&b,strdup(sb)); srand48(42);
  int ta=mktun(v[1],v[2],v[4]), tb=mktun(v[3],v[4],v[2]); a.in=ta;a.out=tb;b.in=tb;b.out=ta;
  prctl(PR_SET_PDEATHSIG,SIGTERM); signal(SIGTERM,onsig);signal(SIGINT,onsig); int ep=epoll_create1(0),tf=timerfd_create(CLOCK_MONOTONIC,TFD_NONBLOCK);
  struct epoll_event e={.events=EPOLLIN}; e.data.fd=ta;epoll_ctl(ep,EPOLL_CTL_ADD,ta,&e); e.data.fd=tb;epoll_ctl(ep,EPOLL_CTL_ADD,tb,&e); e.data.fd=tf;epoll_ctl(ep,EPOLL_CTL_ADD,tf,&e);
  uint64_t end=now()+secs*1000000000ull; printf("ready\n");fflush(stdout);
  while(!stop&&now()<end){ struct epoll_event ev[8]; int n=epoll_wait(ep,ev,8,500); for(int i=0;i<n;i++){ if(ev[i].data.fd==ta)rd(&a); else if(ev[i].data.fd==tb)rd(&b); else {uint64_t x; if(read(tf,&x,8)<0){} } } fl(&a);fl(&b);arm(tf,&a,&b); }
  printf("A->B pkts %lu bytes %lu lost %lu qdrop %lu sent %lu | B->A pkts %lu bytes %lu lost %lu qdrop %lu sent %lu\n",a.n,a.bytes,a.dl,a.dq,a.sent,b.n,b.bytes,b.dl,b.dq,b.sent); return 0; }
